//! Lists: searched, put in order, cut into pages and into the fields that were asked for.

use std::cmp::Ordering;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Map, Value, json};

use super::call::Call;
use super::query::{bad, invalid};
use super::tenant::BUSINESS_UNIT;
use crate::refusal::Refusal;

/// One record as it is told.
pub(super) type Row = Map<String, Value>;

/// A record from a JSON object.
pub(super) fn row(value: Value) -> Row {
    match value {
        Value::Object(row) => row,
        _ => Row::new(),
    }
}

/// A page of a list.
pub(super) struct Page {
    total: usize,
    rows: Vec<Row>,
    links: Value,
}

/// How a list is asked for.
struct Asked<'a> {
    skip: usize,
    top: usize,
    fields: Vec<&'a str>,
    /// Field and whether downwards.
    order: Vec<(&'a str, bool)>,
    search: Option<String>,
}

/// The part of a list that a call asks for. `row` makes a record; `searched` are the fields in which a search looks.
pub(super) fn page<T>(call: &Call, items: Vec<T>, row: impl Fn(&T) -> Row, searched: &[&str]) -> Result<Page, Refusal> {
    let asked = asked(call)?;
    if let Some(first) = items.first() {
        check(&asked, &row(first))?;
    }
    // Only then has every record to be looked into; a large centre has many.
    let (total, mut rows) = if asked.search.is_some() || !asked.order.is_empty() {
        let mut rows = items.iter().map(&row).filter(|row| found(row, &asked, searched)).collect::<Vec<_>>();
        rows.sort_by(|one, other| ordered(one, other, &asked.order));
        (rows.len(), rows.into_iter().skip(asked.skip).take(asked.top).collect::<Vec<_>>())
    } else {
        (items.len(), items.iter().skip(asked.skip).take(asked.top).map(&row).collect())
    };
    if !asked.fields.is_empty() {
        rows.iter_mut().for_each(|row| row.retain(|field, _| asked.fields.contains(&field.as_str())));
    }
    let links = links(call, &asked, total);
    Ok(Page { total, rows, links })
}

impl Page {
    /// The page as it is answered; nothing at all when there is nothing on it. One list is wrapped, and tells less.
    pub(super) fn answer(self, name: &str, wrapped: bool) -> Response {
        if self.rows.is_empty() {
            return StatusCode::NO_CONTENT.into_response();
        }
        let mut body = json!({
            "businessUnitId": BUSINESS_UNIT,
            "_links": self.links,
            "totalRecords": self.total,
        });
        body[name] = json!(self.rows);
        if wrapped {
            return Json(json!({ "resultSet": body })).into_response();
        }
        body["lastPollTime"] = json!(jiff::Timestamp::now().to_string());
        body["hiddenAgents"] = json!(0);
        Json(body).into_response()
    }
}

fn asked(call: &Call) -> Result<Asked<'_>, Refusal> {
    let (query, settings) = (&call.query, &call.tenant.settings);
    let mut top = query.number("top")?.unwrap_or(settings.usual_page);
    if settings.caps_pages {
        top = top.min(settings.largest_page);
    }
    if top == 0 || top > settings.largest_page {
        return Err(invalid("top", &top.to_string()));
    }
    let order = query.text("orderBy").map(order).transpose()?.unwrap_or_default();
    let parts = query.text("fields").into_iter().flat_map(|fields| fields.split(','));
    let fields = parts.map(str::trim).filter(|field| !field.is_empty()).collect();
    let search = query.text("searchString").map(str::to_lowercase);
    Ok(Asked { skip: query.number("skip")?.unwrap_or(0), top, fields, order, search })
}

/// `field1 asc,field2 desc`
fn order(text: &str) -> Result<Vec<(&str, bool)>, Refusal> {
    let part = |part: &'_ str| -> Option<bool> {
        match part.to_lowercase().as_str() {
            "" | "asc" => Some(false),
            "desc" => Some(true),
            _ => None,
        }
    };
    let field = |each| -> Result<(&str, bool), Refusal> {
        let each = str::trim(each);
        let (field, way) = each.split_once(' ').unwrap_or((each, ""));
        Ok((field, part(way.trim()).ok_or_else(|| invalid("orderBy", text))?))
    };
    text.split(',').map(field).collect()
}

fn check(asked: &Asked<'_>, row: &Row) -> Result<(), Refusal> {
    if let Some(field) = asked.fields.iter().find(|field| !row.contains_key(**field)) {
        return Err(bad(format!("Invalid fields - '{field}'")));
    }
    match asked.order.iter().find(|(field, _)| !row.contains_key(*field)) {
        Some((field, _)) => Err(invalid("orderBy", field)),
        None => Ok(()),
    }
}

fn found(row: &Row, asked: &Asked<'_>, searched: &[&str]) -> bool {
    let Some(search) = &asked.search else { return true };
    let text = |field: &&str| row.get(*field).map(|value| value.as_str().map_or(value.to_string(), str::to_lowercase));
    searched.iter().filter_map(text).any(|text| text.contains(search))
}

fn ordered(one: &Row, other: &Row, order: &[(&str, bool)]) -> Ordering {
    let by = |(field, down): &(&str, bool)| {
        let ordering = compared(&one[*field], &other[*field]);
        if *down { ordering.reverse() } else { ordering }
    };
    order.iter().map(by).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
}

fn compared(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.to_lowercase().cmp(&other.to_lowercase()),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        _ => one.as_f64().partial_cmp(&other.as_f64()).unwrap_or(Ordering::Equal),
    }
}

/// The way to this page and to those beside it, where there are such.
fn links(call: &Call, asked: &Asked<'_>, total: usize) -> Value {
    let link = |skip| json!(format!("{}?{}", call.address, call.query.turned_to(skip, asked.top)));
    let mut links = json!({ "self": link(asked.skip) });
    let next = asked.skip.saturating_add(asked.top);
    if next < total {
        links["next"] = link(next);
    }
    if asked.skip > 0 {
        links["previous"] = link(asked.skip.saturating_sub(asked.top));
    }
    links
}
