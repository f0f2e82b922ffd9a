//! Names of a directory, found by whatever a sheet calls them.

use std::collections::HashMap;

use crate::text::{is_space, key};
use crate::{By, Found};

/// Where the names, ids and addresses of a directory lead to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    exact: HashMap<String, Vec<(By, usize)>>,
    /// Names of several words, by their words in alphabetical order.
    by_words: HashMap<String, Vec<(String, usize)>>,
    /// What stands before the @ of addresses and sign-ins.
    by_mailbox: HashMap<String, Vec<usize>>,
    /// Numbers that begin with zeros, without them: a workbook drops those of numbers.
    unpadded: HashMap<String, Vec<usize>>,
}

impl Index {
    pub(crate) fn add(&mut self, text: &str, by: By, at: usize) {
        let key = key(text);
        if key.is_empty() {
            return;
        }
        if by != By::Name && key.starts_with('0') && key.bytes().all(|c| c.is_ascii_digit()) {
            self.unpadded.entry(key.trim_start_matches('0').to_owned()).or_default().push(at);
        }
        if let Some((mailbox, _)) = key.split_once('@') {
            let known = self.by_mailbox.entry(mailbox.to_owned()).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
        self.exact.entry(key).or_default().push((by, at));
    }

    /// Lets a name be found with its words in another order too.
    pub(crate) fn add_words(&mut self, name: &str, at: usize) {
        let key = key(name);
        let words = words(&key);
        if words.len() > 1 {
            self.by_words.entry(sorted(&words)).or_default().push((words.join(" "), at));
        }
    }

    /// What a text means, as it is written.
    pub(crate) fn find(&self, written: &str) -> Found {
        self.find_key(&key(written), |_| true)
    }

    /// What a text means: as it is written, by the address in it, or with its words in another order.
    pub(crate) fn find_person(&self, written: &str) -> Found {
        let key = key(written);
        let by_address = || {
            let address = address_in(&key).filter(|address| *address != key);
            address.map_or(Found::None, |address| self.find_key(address, |by| matches!(by, By::Email | By::Login)))
        };
        let ways: [&dyn Fn() -> Found; 5] = [
            &|| self.find_key(&key, |_| true),
            &by_address,
            &|| self.find_in_brackets(&key),
            &|| self.find_reordered(&key),
            &|| self.find_mailbox(&key),
        ];
        ways.into_iter().map(|way| way()).find(|found| *found != Found::None).unwrap_or(Found::None)
    }

    /// Whose address begins like this: `maria.silva2`. A word that may be a name is none.
    fn find_mailbox(&self, key: &str) -> Found {
        let is_mailbox = key.contains(|c: char| c == '.' || c == '_' || c.is_ascii_digit()) && !key.contains(' ');
        let known = self.by_mailbox.get(key).filter(|_| is_mailbox);
        known.map_or(Found::None, |known| found(known.clone(), By::Email))
    }

    /// The agent whose number or sign-in stands in brackets behind a name, as in `Maria Silva (E10053)`. A name that
    /// is somebody else's decides against it.
    fn find_in_brackets(&self, key: &str) -> Found {
        let Some((name, rest)) = key.split_once(['(', '[']) else { return Found::None };
        let Some(inside) = rest.trim_end_matches(is_space).strip_suffix([')', ']']) else { return Found::None };
        let found = self.find_key(inside.trim(), |by| by != By::Name);
        let Found::One(one, _) = found else { return found };
        let named = match self.find_key(name.trim(), |by| by == By::Name) {
            Found::None => self.find_reordered(name.trim()),
            named => named,
        };
        match named {
            Found::One(other, _) if other != one => Found::Several(vec![one, other]),
            Found::Several(others) if !others.contains(&one) => Found::Several([vec![one], others].concat()),
            _ => found,
        }
    }

    /// Whose number a text may be that has lost its leading zeros.
    pub(crate) fn without_zeros(&self, written: &str) -> &[usize] {
        self.unpadded.get(&key(written)).map_or(&[], Vec::as_slice)
    }

    fn find_key(&self, key: &str, counts: impl Fn(By) -> bool) -> Found {
        let entries = self.exact.get(key).into_iter().flatten().filter(|(by, _)| counts(*by));
        let Some(strongest) = entries.clone().map(|(by, _)| *by).min() else { return Found::None };
        found(entries.filter(|(by, _)| *by == strongest).map(|(_, at)| *at).collect(), strongest)
    }

    fn find_reordered(&self, key: &str) -> Found {
        // A comma says where the first name begins.
        if let Some((last, first)) = key.split_once(',') {
            let straight = format!("{} {}", first.trim(), last.trim());
            if let Found::One(at, _) = self.find_key(&straight, |by| by == By::Name) {
                return Found::One(at, By::Reordered);
            }
        }
        let words = words(key);
        if words.len() < 2 {
            return Found::None;
        }
        let is_turned = |known: &str| {
            let known: Vec<&str> = known.split(' ').collect();
            (0..known.len()).any(|by| known[by..].iter().chain(&known[..by]).eq(words.iter()))
        };
        let same_words = self.by_words.get(&sorted(&words)).into_iter().flatten();
        found(same_words.filter(|(known, _)| is_turned(known)).map(|(_, at)| *at).collect(), By::Reordered)
    }
}

fn found(entries: Vec<usize>, by: By) -> Found {
    match entries.as_slice() {
        [] => Found::None,
        [one] => Found::One(*one, by),
        _ => Found::Several(entries),
    }
}

fn words(key: &str) -> Vec<&str> {
    key.split([' ', ',']).filter(|word| !word.is_empty()).collect()
}

fn sorted(words: &[&str]) -> String {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.join(" ")
}

/// The one address in a text such as `Maria Silva <maria@x.example>` or `mailto:maria@x.example`.
fn address_in(text: &str) -> Option<&str> {
    let is_between = |c: char| is_space(c) || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '"' | '\'');
    let mut addresses = text.split(is_between).filter(|part| part.contains('@'));
    let address = addresses.next().filter(|_| addresses.next().is_none())?;
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    address.split('?').next()
}
