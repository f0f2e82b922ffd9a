//! Lists that come a page at a time, with links to the pages beside them.

use axum::response::Json;
use serde_json::{Value, json};

use super::call::Call;
use super::error::ErrorBody;

const USUAL_PER_PAGE: usize = 25;

/// Which part of a list is asked for. Numbers count from 1; a page beyond the end is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) size: usize,
}

impl Page {
    /// The page in the query; at most so many on one.
    pub(super) fn asked(call: &Call, most: usize) -> Result<Self, ErrorBody> {
        let number = |key, usual, most| match call.asked(key) {
            None => Ok(usual),
            Some(text) => {
                within(text, most).ok_or_else(|| ErrorBody::invalid_param(text, key, &format!("1 to {most}")))
            }
        };
        Ok(Self { number: number("pageNumber", 1, usize::MAX)?, size: number("pageSize", USUAL_PER_PAGE, most)? })
    }

    /// The page in a body.
    pub(super) fn of(number: Option<usize>, size: Option<usize>) -> Self {
        Self { number: number.unwrap_or(1).max(1), size: size.unwrap_or(USUAL_PER_PAGE).max(1) }
    }

    /// The items on this page.
    pub(super) fn cut<'a, T>(&self, all: &'a [T]) -> impl Iterator<Item = &'a T> {
        all.iter().skip((self.number - 1).saturating_mul(self.size)).take(self.size)
    }

    /// How many pages so many items fill.
    pub(super) fn count(&self, total: usize) -> usize {
        total.div_ceil(self.size)
    }

    /// The answer with this page of a list.
    pub(super) fn listing<T>(&self, call: &Call, all: &[T], show: impl Fn(&T) -> Value) -> Json<Value> {
        let entities = self.cut(all).map(show).collect::<Vec<_>>();
        let count = self.count(all.len());
        let mut listing = json!({
            "entities": entities,
            "pageSize": self.size,
            "pageNumber": self.number,
            "total": all.len(),
            "firstUri": self.link(call, 1),
            "selfUri": self.link(call, self.number),
            "lastUri": self.link(call, count.max(1)),
            "pageCount": count,
        });
        if self.number < count {
            listing["nextUri"] = self.link(call, self.number + 1).into();
        }
        if self.number > 1 {
            listing["previousUri"] = self.link(call, self.number - 1).into();
        }
        Json(listing)
    }

    /// The address of another page, with everything else that was asked for.
    fn link(&self, call: &Call, number: usize) -> String {
        let kept = call.query.iter().filter(|(key, _)| key != "pageNumber" && key != "pageSize");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair("pageSize", &self.size.to_string())
            .append_pair("pageNumber", &number.to_string())
            .finish();
        format!("{}?{query}", call.path)
    }
}

fn within(text: &str, most: usize) -> Option<usize> {
    text.parse().ok().filter(|number| (1..=most).contains(number))
}
