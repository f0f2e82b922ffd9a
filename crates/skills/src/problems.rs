//! The words for problems in the person's data: what happened, and apart from it what it means or what to do.

use crate::names::{Meaning, Name};
use crate::vocabulary::number_word;
use crate::{
    Best, CellRef, Code, Diagnostic, Directory, Misfit, Proficiency, Scale, Severity, Value, Wish, column_letters,
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

pub(crate) fn skill(at: CellRef, name: &Name, directory: &Directory) -> Diagnostic {
    let written = &name.written;
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
                "Choose by e-mail, or add an e-mail column.",
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

pub(crate) fn inactive_agent(at: CellRef, name: &str) -> Diagnostic {
    let hint = "Skills can be given again once an admin activates the agent.";
    error(at, Code::InactiveAgent, format!("{name} is deactivated"), hint)
}

pub(crate) fn inactive_skill(at: CellRef, name: &str) -> Diagnostic {
    let hint = "It cannot be given until an admin switches it on.";
    error(at, Code::InactiveSkill, format!("This skill is switched off: “{name}”"), hint)
}

pub(crate) fn missing_name(at: CellRef, what: &str, level: CellRef) -> Diagnostic {
    let message = format!("{level} holds a level, but the row names no {what}");
    let article = if what == "agent" { "an" } else { "a" };
    Diagnostic {
        with: vec![level],
        ..error(at, Code::MissingName, message, &format!("Type {article} {what} into {at}, or leave the row out."))
    }
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

pub(crate) fn unknown_action(at: CellRef, text: &str) -> Diagnostic {
    let hint = "“remove” takes the skill away; an empty cell sets the level.";
    Diagnostic {
        suggestions: vec!["remove".to_owned()],
        ..error(at, Code::UnknownAction, format!("“{}” is nothing Skillsheet can do", text.trim()), hint)
    }
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
                ..error(at, Code::NotANumber, format!("“{}” is text, not a number", text.trim()), &range)
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
    text.trim().strip_suffix('%').is_some_and(|rest| rest.trim().parse::<f64>().is_ok())
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
    let rows: Vec<String> = wishes.iter().map(|(at, _)| at.row.to_string()).collect();
    let with = wishes[1..].iter().map(|(at, _)| *at).collect();
    let question = format!("{} cells disagree: {}?", wishes.len(), said.join(" or "));
    let message = if wishes.len() == 2 { format!("Two cells disagree: {}?", said.join(" or ")) } else { question };
    let hint = format!("Rows {} name the same agent and skill.", rows.join(" and "));
    Diagnostic { with, suggestions: said, ..error(wishes[0].0, Code::Contradiction, message, &hint) }
}

pub(crate) fn repeated(first: CellRef, others: &[CellRef]) -> Diagnostic {
    let cells: Vec<String> = others.iter().map(ToString::to_string).collect();
    Diagnostic {
        with: others.to_vec(),
        severity: Severity::Note,
        ..error(first, Code::Repeated, format!("{} says the same", cells.join(", ")), "It counts once.")
    }
}
