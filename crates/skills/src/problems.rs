//! The words for problems in the person's data: what happened, and apart from it what it means or what to do.

use crate::names::{Meaning, Name};
use crate::vocabulary::number_word;
use crate::{
    Best, CellRef, Code, Diagnostic, Directory, Marked, Misfit, Proficiency, Scale, Severity, Value, Wish,
    column_letters,
};

fn error(at: CellRef, code: Code, message: String, hint: &str) -> Diagnostic {
    Diagnostic {
        at,
        with: Vec::new(),
        severity: Severity::Error,
        code,
        message,
        hint: hint.to_owned(),
        suggestions: Vec::new(),
        entry: None,
        pair: None,
    }
}

fn did_you_mean(suggestions: &[String], otherwise: &str) -> String {
    suggestions.first().map_or_else(|| otherwise.to_owned(), |first| format!("Did you mean “{first}”?"))
}

/// A number in the place of a name whose last digits are lost.
fn lost_digits(at: CellRef, code: Code, written: &str) -> Diagnostic {
    let message = format!("{written} is a number that has lost its last digits in the workbook");
    let hint = "Excel keeps 15 digits of a number. Write the id into the sheet as text, from where it comes.";
    error(at, code, message, hint)
}

pub(crate) fn skill(at: CellRef, name: &Name, directory: &Directory) -> Diagnostic {
    let written = &name.written;
    if name.has_lost_digits {
        return lost_digits(at, Code::UnknownSkill, written);
    }
    if let Meaning::Several(_) = name.meaning {
        let message = format!("Several skills are called “{written}”");
        return error(at, Code::AmbiguousSkill, message, "Write the skill's id instead of its name.");
    }
    let suggestions: Vec<String> =
        name.suggestions.iter().map(|near| directory.skills()[near.entry].name.clone()).collect();
    let hint = did_you_mean(&suggestions, "Skillsheet never makes a new skill. Check the spelling, or leave it out.");
    Diagnostic { suggestions, ..error(at, Code::UnknownSkill, format!("No skill is called “{written}”"), &hint) }
}

pub(crate) fn agent(at: CellRef, name: &Name, directory: &Directory) -> Diagnostic {
    let written = &name.written;
    if name.has_lost_digits {
        return lost_digits(at, Code::UnknownAgent, written);
    }
    if let Meaning::Several(entries) = &name.meaning {
        let many = if entries.len() == 2 { "Two".to_owned() } else { entries.len().to_string() };
        let suggestions = entries.iter().map(|entry| {
            let agent = &directory.agents()[*entry];
            agent.email.clone().unwrap_or_else(|| agent.id.to_string())
        });
        return Diagnostic {
            suggestions: suggestions.collect(),
            ..error(
                at,
                Code::AmbiguousAgent,
                format!("{many} agents are called {written}"),
                &format!("Choose one: {}. Or add an e-mail column.", namesakes(entries, directory)),
            )
        };
    }
    let is_email = written.contains('@');
    let suggestions: Vec<String> = name
        .suggestions
        .iter()
        .map(|near| &directory.agents()[near.entry])
        .map(|agent| if is_email { agent.email.clone().unwrap_or_default() } else { agent.name.clone() })
        .collect();
    let hint = did_you_mean(&suggestions, "Check the spelling, or leave it out.");
    Diagnostic { suggestions, ..error(at, Code::UnknownAgent, format!("No agent fits “{written}”"), &hint) }
}

/// Agents of one name, by what tells them apart.
fn namesakes(entries: &[usize], directory: &Directory) -> String {
    const SHOWN: usize = 4;
    let one = |entry: &usize| {
        let agent = &directory.agents()[*entry];
        let called = agent.email.as_deref().unwrap_or(agent.id.as_str());
        agent.team.as_ref().map_or(called.to_owned(), |team| format!("{called} ({team})"))
    };
    let mut said: Vec<String> = entries.iter().take(SHOWN).map(one).collect();
    if entries.len() > SHOWN {
        said.push(format!("{} more", entries.len() - SHOWN));
    }
    let last = said.pop().unwrap_or_default();
    if said.is_empty() { last } else { format!("{} or {last}", said.join(", ")) }
}

pub(crate) fn inactive_agent(at: CellRef, name: &str) -> Diagnostic {
    let hint = "Skills can be given again once an admin activates the agent.";
    error(at, Code::InactiveAgent, format!("{name} is deactivated"), hint)
}

pub(crate) fn inactive_skill(at: CellRef, name: &str) -> Diagnostic {
    let hint = "It cannot be given until an admin switches it on.";
    error(at, Code::InactiveSkill, format!("This skill is switched off: “{name}”"), hint)
}

/// `above` is the name that stands above the empty cell, where the sheet may mean it.
pub(crate) fn missing_name(at: CellRef, what: &str, level: CellRef, above: Option<String>) -> Diagnostic {
    let message = format!("{level} holds a level, but the row names no {what}");
    let article = if what == "agent" { "an" } else { "a" };
    let hint = match &above {
        Some(above) => format!("The row above names {above}. Use that, or type {article} {what} into {at}."),
        None => format!("Type {article} {what} into {at}, or leave the row out."),
    };
    Diagnostic {
        with: vec![level],
        suggestions: above.into_iter().collect(),
        ..error(at, Code::MissingName, message, &hint)
    }
}

pub(crate) fn no_heading(at: CellRef) -> Diagnostic {
    let message = format!("Column {} holds levels, but has no heading", column_letters(at.column));
    error(at, Code::MissingName, message, &format!("Type what it is about into {at}, or leave its cells out."))
}

/// A column that is headed by a skill which is called like a way to reach agents.
pub(crate) fn unclear_column(at: CellRef, text: &str) -> Diagnostic {
    let text = text.trim_matches(crate::text::is_space);
    let message =
        format!("Column {}, “{text}”, may hold something else than levels of the skill", column_letters(at.column));
    let hint = format!("Type “Skill: {text}” into {at} if it holds levels, or leave its cells out.");
    Diagnostic { suggestions: vec![format!("Skill: {text}")], ..error(at, Code::UnclearColumn, message, &hint) }
}

pub(crate) fn repeated_heading(at: CellRef, text: &str, first: u32) -> Diagnostic {
    let (first, second) = (column_letters(first), column_letters(at.column));
    Diagnostic {
        severity: Severity::Warning,
        ..error(
            at,
            Code::RepeatedHeading,
            format!("Two columns have the same heading: “{}” ({first} and {second})", text.trim()),
            "Both are read. Where they differ, the cells are problems.",
        )
    }
}

/// Two columns that could be meant. `with` are the cells that wait for the answer.
pub(crate) fn two_columns(at: CellRef, other: CellRef, texts: (&str, &str), with: Vec<CellRef>) -> Diagnostic {
    let mut both = [(at.column, texts.0.trim()), (other.column, texts.1.trim())];
    both.sort_unstable();
    let [(first, one), (second, another)] = both;
    let columns = format!("{} and {}", column_letters(first), column_letters(second));
    let message = if crate::key(one) == crate::key(another) {
        format!("Two columns have the same heading: “{one}” ({columns})")
    } else {
        format!("Two columns could be meant: “{one}” and “{another}” ({columns})")
    };
    let hint = "We do not know which one counts. Choose the column in Sheet; nothing is sent until then.";
    Diagnostic { with, ..error(at, Code::TwoColumns, message, hint) }
}

/// A row whose columns name different agents or skills; `called` are those that the two cells name.
pub(crate) fn names_disagree(at: CellRef, other: CellRef, what: &str, called: [String; 2]) -> Diagnostic {
    let [own, others] = &called;
    let message = format!("Row {} names two {what}s: {own} ({at}) and {others} ({other})", at.row);
    let hint = format!("Say which {what} is meant, or correct one of the two cells.");
    Diagnostic { suggestions: called.into(), ..error(at, Code::NamesDisagree, message, &hint) }
}

pub(crate) fn unknown_action(at: CellRef, text: &str) -> Diagnostic {
    let hint = "“remove” takes the skill away; an empty cell sets the level.";
    Diagnostic {
        suggestions: vec!["remove".to_owned()],
        ..error(at, Code::UnknownAction, format!("“{}” is nothing Skillsheet can do", text.trim()), hint)
    }
}

/// A word under a heading that leaves open whether it takes the skill away.
pub(crate) fn unclear_action(at: CellRef, text: &str, heading: &str) -> Diagnostic {
    let message = format!("“{text}” under “{heading}” may take the skill away, or only say that nothing changes");
    error(at, Code::Legend, message, "Say once in Match what it means, or choose no column for what to do.")
}

/// An empty cell in a column whose yes lets a row count.
pub(crate) fn neither_yes_nor_no(at: CellRef, heading: &str) -> Diagnostic {
    let message = format!("The cell under “{heading}” says neither yes nor no");
    Diagnostic {
        suggestions: vec!["yes".to_owned()],
        ..error(at, Code::UnknownAction, message, "Type yes to set the level, or leave the row out.")
    }
}

/// A record of a text file that is longer than the headings.
pub(crate) fn torn(at: CellRef, cells: u32, headings: u32) -> Diagnostic {
    let message = format!("Row {} has {cells} cells under {headings} headings", at.row);
    let hint = "A separator inside a cell tears it in two. Put the cell into quotation marks, and read the file again.";
    error(at, Code::TornRow, message, hint)
}

pub(crate) fn no_level(at: CellRef) -> Diagnostic {
    error(at, Code::NotANumber, "There is no level to set".to_owned(), "Type a level, or leave the row out.")
}

pub(crate) fn cannot_remove(at: CellRef) -> Diagnostic {
    let hint = "Writes are set to merge for this connection. Remove the skill in the contact centre itself.";
    error(at, Code::CannotRemove, "This contact centre cannot take a skill away here".to_owned(), hint)
}

pub(crate) fn not_a_level(at: CellRef, value: &Value, scale: &Scale) -> Diagnostic {
    let range = format!("Type a level from {} to {}.", scale.min, scale.max);
    match value {
        Value::Text(text) if is_percentage(text) => {
            error(at, Code::Percentage, format!("“{}” is a percentage, not a level", text.trim()), &range)
        }
        Value::Text(text) => {
            let word = number_word(text).map(Proficiency::whole).filter(|level| scale.level(*level).is_ok());
            Diagnostic {
                suggestions: word.map(|level| level.to_string()).into_iter().collect(),
                ..error(
                    at,
                    Code::NotANumber,
                    format!("“{}” is text, not a number", text.trim()),
                    &format!("{range} If it is a word for a level, say so with --legend."),
                )
            }
        }
        Value::Percentage(_) => {
            error(at, Code::Percentage, format!("{} is a percentage, not a level", value.shown()), &range)
        }
        Value::Boolean(_) => error(at, Code::Boolean, format!("The cell shows {}, not a level", value.shown()), &range),
        Value::Date(date) => error(at, Code::DateInProficiency, format!("{date} is a date, not a level"), &range),
        Value::Error(shown) => {
            let hint = "The formula found nothing. Type a level.";
            error(at, Code::ErrorCell, format!("The cell shows {shown}, an Excel error"), hint)
        }
        Value::FormulaWithoutResult => {
            let hint = "Open the workbook in Excel and save it once, or type a level.";
            error(at, Code::FormulaWithoutResult, "The formula in this cell has no result yet".to_owned(), hint)
        }
        Value::Number(number) => error(at, Code::OutOfScale, format!("{number} is no level"), &range),
    }
}

fn is_percentage(text: &str) -> bool {
    crate::key(text).strip_suffix('%').is_some_and(|number| crate::level::parse(number).is_some())
}

pub(crate) fn misfit(at: CellRef, number: Proficiency, misfit: Misfit, scale: &Scale) -> Diagnostic {
    let end = |highest: bool| if (scale.best == Best::High) == highest { "the best level" } else { "the last level" };
    let (code, message) = match misfit {
        Misfit::TooHigh(max) => (Code::OutOfScale, format!("{number} is higher than {}, {max}", end(true))),
        Misfit::TooLow(min) => (Code::OutOfScale, format!("{number} is lower than {}, {min}", end(false))),
        Misfit::OffStep(_) if scale.step == Proficiency::whole(1) => {
            (Code::OffStep, format!("{number} is not a whole level"))
        }
        Misfit::OffStep(_) if scale.step.number() == 0.5 => {
            (Code::OffStep, format!("{number} is not a whole or half level"))
        }
        Misfit::OffStep(_) => (Code::OffStep, format!("{number} is between two levels")),
    };
    Diagnostic {
        suggestions: vec![misfit.nearest().to_string()],
        ..error(
            at,
            code,
            message,
            &format!("Levels go from {} to {} in steps of {}.", scale.min, scale.max, scale.step),
        )
    }
}

pub(crate) fn contradiction(wishes: &[(CellRef, Wish)]) -> Diagnostic {
    let mut said: Vec<String> = Vec::new();
    for (_, wish) in wishes {
        let text = match wish {
            Wish::Assign(level) => level.to_string(),
            Wish::Remove => "remove".to_owned(),
        };
        if !said.contains(&text) {
            said.push(text);
        }
    }
    let first = wishes[0].0;
    let mut cells: Vec<CellRef> = wishes.iter().map(|(at, _)| *at).collect();
    cells.dedup();
    let question = said.join(" or ");
    let message = match cells.len() {
        1 => format!("The cell disagrees with itself: {question}?"),
        2 => format!("Two cells disagree: {question}?"),
        many => format!("{many} cells disagree: {question}?"),
    };
    let addresses: Vec<String> = cells.iter().map(ToString::to_string).collect();
    let hint = match addresses.as_slice() {
        [one] => format!("{one} names the same skill more than once."),
        several => format!("{} name the same agent and skill.", listed(several)),
    };
    cells.remove(0);
    Diagnostic { with: cells, suggestions: said, ..error(first, Code::Contradiction, message, &hint) }
}

/// At most ten, with the last two joined by a word.
fn listed(texts: &[String]) -> String {
    const SHOWN: usize = 10;
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if texts.len() <= SHOWN => format!("{} and {last}", first.join(", ")),
        many => format!("{} and {} more", many[..SHOWN].join(", "), many.len() - SHOWN),
    }
}

/// `others` are the cells beside the first one; none where that one itself says it again.
pub(crate) fn repeated(first: CellRef, others: &[CellRef]) -> Diagnostic {
    let cells: Vec<String> = others.iter().map(ToString::to_string).collect();
    let message = match cells.as_slice() {
        [] => "The cell says the same twice".to_owned(),
        [one] => format!("{one} says the same"),
        several => format!("{} say the same", listed(several)),
    };
    Diagnostic {
        with: others.to_vec(),
        severity: Severity::Note,
        ..error(first, Code::Repeated, message, "It counts once.")
    }
}

pub(crate) fn unconfirmed(at: CellRef, written: &str, proposed: Marked) -> Diagnostic {
    let (message, suggestion) = match proposed {
        Marked::Level(level) => (format!("“{written}” may mean {level}"), Some(level.to_string())),
        Marked::Remove => (format!("“{written}” may mean that the skill is taken away"), Some("remove".to_owned())),
        Marked::Nothing => (format!("“{written}” may mean that nothing changes"), None),
    };
    Diagnostic {
        suggestions: suggestion.into_iter().collect(),
        ..error(at, Code::Legend, message, "Confirm the legend once in Match.")
    }
}

/// A number on another scale than the contact centre's, from the sheet's worst level to its best.
pub(crate) fn other_scale(
    at: CellRef,
    written: &str,
    (worst, best): (f64, f64),
    proposed: Marked,
    scale: &Scale,
) -> Diagnostic {
    let suggestion = match proposed {
        Marked::Level(level) => Some(level.to_string()),
        Marked::Remove | Marked::Nothing => None,
    };
    let means = suggestion.as_ref().map_or("nothing".to_owned(), String::clone);
    let message = format!("{written} seems to be on another scale, and may mean {means} here");
    let turned = if worst > best { format!(" with {best} as the best") } else { String::new() };
    let (lowest, highest) = (worst.min(best), worst.max(best));
    let hint = format!(
        "The sheet's levels seem to go from {lowest} to {highest}{turned}; here they go from {} to {}, and {} is the best. \
         Confirm the legend once in Match.",
        scale.min,
        scale.max,
        scale.best_level()
    );
    Diagnostic { suggestions: suggestion.into_iter().collect(), ..error(at, Code::Legend, message, &hint) }
}

/// A number in a table that says it counts.
pub(crate) fn counted(at: CellRef, written: &str) -> Diagnostic {
    let message = format!("{written} seems to count something, and may be no level");
    error(at, Code::Legend, message, "The sheet says above that it counts levels. Say once in Match what it means.")
}

pub(crate) fn no_level_for(at: CellRef, skill: &str) -> Diagnostic {
    let message = format!("There is no level for “{skill}”");
    error(at, Code::NotANumber, message, "Write the level behind the skill, or leave it out.")
}

pub(crate) fn not_packed(at: CellRef, text: &str) -> Diagnostic {
    let text = text.trim_matches(crate::text::is_space);
    let shown: String = text.chars().take(40).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    let message = format!("“{shown}{more}” is no list of skills and levels");
    error(
        at,
        Code::NotPacked,
        message,
        "Write a skill and its level, such as Billing:5, and a comma before the next one.",
    )
}

/// Something to be said about the sheet as a whole, that keeps nothing out.
pub(crate) fn remark(at: CellRef, severity: Severity, code: Code, message: String, hint: &str) -> Diagnostic {
    Diagnostic { severity, ..error(at, code, message, hint) }
}
