//! Small sheets and a small contact centre, written down as a person would.

use skillsheet_skills::{
    Agent, Best, Cell, Directory, Merged, Proficiency, Row, Scale, Sheet, Skill, Value, column_index,
};

/// A sheet from lines whose cells stand between bars. Numbers are numbers, `#…!` and `#N/A` are errors, `TRUE` is a
/// boolean, `'` before a text keeps it text. `¦` is a bar within a cell.
pub fn sheet(lines: &[&str]) -> Sheet {
    let rows: Vec<Row> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let cells = line.split('|').enumerate().filter(|(_, text)| !text.trim().is_empty());
            let cells = cells.map(|(column, text)| Cell { column: column as u32, value: value(text.trim()) }).collect();
            Row { number: at as u32 + 1, hidden: false, cells }
        })
        .filter(|row| !row.cells.is_empty())
        .collect();
    let width = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max().unwrap_or(0);
    Sheet { tab: "Skills".into(), width, rows, ..Sheet::default() }
}

/// The sheet with merged cells, such as `B1:C1`.
pub fn merging(mut sheet: Sheet, merged: &[&str]) -> Sheet {
    let cell = |text: &str| text.parse().expect("a cell's address");
    let mut merged: Vec<Merged> = merged
        .iter()
        .map(|cells| cells.split_once(':').expect("a first and a last cell"))
        .map(|(first, last)| Merged { first: cell(first), last: cell(last) })
        .collect();
    merged.sort_by_key(|merged| merged.first);
    for cells in &merged {
        sheet.width = sheet.width.max(cells.last.column + 1);
    }
    Sheet { merged, ..sheet }
}

/// The sheet with hidden columns, by their letters.
pub fn hiding(sheet: Sheet, columns: &[&str]) -> Sheet {
    let mut hidden: Vec<u32> = columns.iter().map(|letters| column_index(letters).expect("a column")).collect();
    hidden.sort_unstable();
    Sheet { hidden_columns: hidden, ..sheet }
}

fn value(text: &str) -> Value {
    let text = &text.replace('¦', "|");
    if let Some(text) = text.strip_prefix('\'') {
        Value::Text(text.into())
    } else if let Ok(number) = text.parse() {
        Value::Number(number)
    } else if text.starts_with('#') {
        Value::Error(text.into())
    } else if text == "TRUE" {
        Value::Boolean(true)
    } else if text.len() == 10 && text.starts_with("20") && text.contains('-') {
        Value::Date(text.into())
    } else {
        Value::Text(text.into())
    }
}

/// Five agents (two of one name, one deactivated) and five skills (one switched off).
pub fn directory() -> Directory {
    let agent = |number: u32, name: &str, email: &str, active| Agent {
        id: format!("u-{number}").into(),
        name: name.into(),
        email: Some(email.into()),
        employee_id: Some(format!("E{number}")),
        login: None,
        team: None,
        active,
    };
    let skill = |id: &str, name: &str, active| Skill { id: id.into(), name: name.into(), active };
    Directory::new(
        vec![
            agent(1, "Jonas Müller", "jonas.mueller@x.example", true),
            agent(2, "Maria Silva", "maria.silva@x.example", true),
            agent(3, "Maria Silva", "maria.silva2@x.example", true),
            agent(4, "Adaeze Okafor", "adaeze.okafor@x.example", true),
            agent(5, "Old Timer", "old.timer@x.example", false),
        ],
        vec![
            skill("s-1", "Billing", true),
            skill("s-2", "Technical support", true),
            skill("s-3", "Chat", true),
            skill("s-4", "Fraud", true),
            skill("s-5", "Fax", false),
        ],
    )
}

/// 0 to 100, whole, highest best.
pub fn scale() -> Scale {
    Scale { min: Proficiency::whole(0), max: Proficiency::whole(100), step: Proficiency::whole(1), best: Best::High }
}
