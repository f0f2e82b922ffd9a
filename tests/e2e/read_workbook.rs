//! Prints a workbook's tabs as JSON, read with calamine alone, so that the journeys check what another program would see.

use calamine::{Data, Reader, open_workbook_auto};
use serde_json::{Map, Value, json};

fn main() {
    let path = std::env::args().nth(1).expect("which workbook?");
    let mut workbook = open_workbook_auto(&path).expect("the workbook opens");
    let mut tabs = Map::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).expect("the tab can be read");
        let (top, left) = range.start().unwrap_or_default();
        let rows: Vec<Vec<Value>> = range.rows().map(|row| row.iter().map(value).collect()).collect();
        let formulas = workbook.worksheet_formula(&name).expect("the tab's formulas can be read");
        let formulas = formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count();
        tabs.insert(name, json!({ "top": top, "left": left, "rows": rows, "formulas": formulas }));
    }
    println!("{}", Value::Object(tabs));
}

fn value(cell: &Data) -> Value {
    match cell {
        Data::Empty => Value::Null,
        Data::Int(number) => json!(number),
        Data::Float(number) => json!(number),
        Data::Bool(yes) => json!(yes),
        other => json!(other.to_string()),
    }
}
