//! How a sheet is read, as it is typed and as it is kept in a file.

use std::path::{Path, PathBuf};

use skillsheet_engine::files::folder_of;
use skillsheet_engine::mapping_file::{self, NotAMapping};
use skillsheet_skills::{Field, KeptMapping, Marked, Scale, column_letters};

use crate::failure::Failure;

type Checked<T> = Result<T, Failure>;

/// Reads a mapping from its file.
///
/// # Errors
/// What of it cannot be understood, by its key.
pub fn read(path: &Path) -> Checked<KeptMapping> {
    mapping_file::read(path).map_err(|NotAMapping { what, hint }| {
        Failure::unusable(format!("The mapping in “{}” could not be read: {what}", path.display()), hint)
    })
}

/// What marks and words mean, as typed: `WORD=LEVEL` each.
///
/// # Errors
/// The first that is none.
pub fn legend(typed: &[String]) -> Checked<Vec<(String, Marked)>> {
    typed
        .iter()
        .map(|pair| {
            // A mark may have an equals sign in it; a level has none.
            let (word, meaning) = pair.rsplit_once('=').ok_or_else(|| {
                let hint = "Write --legend WORD=LEVEL, such as --legend Expert=5";
                Failure::unusable(format!("“{pair}” does not tell what a word means"), hint)
            })?;
            if word.trim().is_empty() {
                return Err(Failure::unusable(format!("“{pair}” names no word"), "Write --legend WORD=LEVEL"));
            }
            let meaning = meaning.parse().map_err(|()| {
                let message = format!("“{}” cannot mean “{}”", word.trim(), meaning.trim());
                Failure::unusable(message, "A word means a level, remove or nothing")
            })?;
            Ok((word.to_owned(), meaning))
        })
        .collect()
}

/// Holds typed words against the scale of the contact centre.
///
/// # Errors
/// The first whose level is none there.
pub fn fits(legend: &[(String, Marked)], scale: &Scale) -> Checked<()> {
    let misfit = legend.iter().find(|(_, meaning)| match meaning {
        Marked::Level(level) => scale.level(*level).is_err(),
        Marked::Remove | Marked::Nothing => false,
    });
    misfit.map_or(Ok(()), |(word, meaning)| {
        let message = format!("“{}” cannot mean {meaning}, which is no level there", word.trim());
        let hint = format!("Levels go from {} to {} in steps of {}", scale.min, scale.max, scale.step);
        Err(Failure::unusable(message, hint))
    })
}

/// Where a mapping is saved, found out before the work is done: a file of its own, or an earlier mapping.
///
/// # Errors
/// When something else is there, or no file can be.
pub fn output(path: PathBuf) -> Checked<PathBuf> {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        let message = format!("“{}” is no name for a mapping", path.display());
        return Err(Failure::unusable(message, "Give it a name that ends in .json"));
    }
    if path.exists() && read(&path).is_err() {
        let message = format!("“{}” holds something else than a mapping, and is left as it is", path.display());
        return Err(Failure::unusable(message, "Choose another name"));
    }
    if !folder_of(&path).is_dir() {
        let message = format!("“{}” cannot be saved: its folder is not there", path.display());
        return Err(Failure::unusable(message, "Make the folder first, or choose another one"));
    }
    Ok(path)
}

/// Saves a mapping, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn save(kept: &KeptMapping, path: &Path) -> Checked<()> {
    mapping_file::save(kept, path).map_err(|error| {
        let message = format!("The mapping could not be saved as “{}”: {error}", path.display());
        Failure::unusable(message, "Choose another folder")
    })
}

/// Holds a mapping against the tab that it is for.
///
/// # Errors
/// When it names a row or a column that the tab does not have.
pub fn fits_tab(kept: &KeptMapping, tab: &skillsheet_skills::Sheet) -> Checked<()> {
    let mapping = &kept.mapping;
    let named = Field::ALL.map(|field| mapping.column(field));
    let hint = "Change the mapping, or choose another --tab";
    if let Some(column) = named.into_iter().flatten().find(|column| *column >= tab.width) {
        let last = column_letters(tab.width.saturating_sub(1));
        let message =
            format!("The mapping names column {}, but tab “{}” ends at column {last}", column_letters(column), tab.tab);
        return Err(Failure::unusable(message, hint));
    }
    if tab.row(mapping.heading_row).is_none() {
        let message =
            format!("The mapping has the headings in row {}, where tab “{}” is empty", mapping.heading_row, tab.tab);
        return Err(Failure::unusable(message, hint));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use skillsheet_skills::{Hidden, Layout, Proficiency};

    use super::*;

    fn in_file(text: &str) -> Checked<KeptMapping> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mapping.json");
        fs::write(&path, text).expect("a file");
        read(&path)
    }

    #[test]
    fn a_mapping_is_read_from_json() {
        let text = r#"{"layout":"list","headingRow":3,"agent":0,"skill":"B","proficiency":"c","hidden":"leaveOut",
            "legend":{"Expert":5,"no":"remove"}}"#;
        let KeptMapping { mapping, legend, turned_round } = in_file(text).expect("it is a mapping");
        assert_eq!((mapping.layout, mapping.heading_row, mapping.hidden), (Layout::List, 3, Hidden::LeaveOut));
        assert_eq!(
            (mapping.agent, mapping.skill, mapping.proficiency, mapping.action),
            (Some(0), Some(1), Some(2), None)
        );
        assert_eq!(legend.get("no"), Some(Marked::Remove));
        assert!(!turned_round);
    }

    #[test]
    fn what_is_wrong_in_a_mapping_is_told_by_its_key() {
        for (text, told) in [
            ("", "EOF"),
            ("[]", "a map"),
            (r#"{"layout":"list"}"#, "headingRow"),
            (r#"{"layout":"tree","headingRow":1}"#, "tree"),
            (r#"{"layout":"list","headingRow":1,"agent":"A1"}"#, "in “agent”, “A1” is no column"),
            (r#"{"layout":"list","headingRow":"three"}"#, "in “headingRow”"),
            (r#"{"layout":"list","headingRow":1,"level":"C"}"#, "“level” is no key"),
            (r#"{"layout":"list","headingRow":1,"legend":{"x":"maybe"}}"#, "in “legend”, “maybe”"),
        ] {
            let failure = in_file(text).expect_err("it is none");
            assert!(failure.message.contains("mapping.json"), "{}", failure.message);
            assert!(failure.message.contains(told), "{}", failure.message);
            assert!(!failure.hint.is_empty());
        }
    }

    #[test]
    fn words_are_typed_with_what_they_mean() {
        let typed = ["Expert=5", "a=b=2,5", "no = remove", "–=nothing"].map(str::to_owned);
        let level = |number| Marked::Level(Proficiency::new(number).expect("a level"));
        let expected = [("Expert", level(5.0)), ("a=b", level(2.5)), ("no ", Marked::Remove), ("–", Marked::Nothing)];
        assert_eq!(legend(&typed).expect("they are sound"), expected.map(|(word, meaning)| (word.to_owned(), meaning)));
        for wrong in ["Expert", "=5", "Expert=best", "Expert="] {
            legend(&[wrong.to_owned()]).expect_err(wrong);
        }
    }

    #[test]
    fn only_an_earlier_mapping_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("other.json"), r#"{"precious":true}"#).expect("a file");
        for (name, fits) in
            [("new.json", true), ("other.json", false), ("new.xlsx", false), ("nowhere/new.json", false)]
        {
            assert_eq!(output(at(name)).is_ok(), fits, "{name}");
        }
        let kept = in_file(r#"{"layout":"grid","headingRow":2,"agent":"B"}"#).expect("a mapping");
        save(&kept, &at("new.json")).expect("it is saved");
        assert_eq!(output(at("new.json")).map(|path| read(&path)), Ok(Ok(kept)), "it is one of ours");
    }
}
