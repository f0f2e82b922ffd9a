//! The JSON of Genesys Cloud, as published. What is not known is passed over; what is needed and not understood is
//! never guessed at.

use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Serialize, de::Error as _};
use serde_json::value::RawValue;
use skillsheet_skills::{Agent, AgentId, Assignments, Proficiency, Skill, SkillId};

use crate::lenient::{exact_id, lenient_count, lenient_name, lenient_text};
use crate::{Listing, Token};

/// What signing in gives.
#[derive(Deserialize)]
pub(super) struct SignedIn {
    access_token: SecretString,
    #[serde(default)]
    refresh_token: Option<SecretString>,
    #[serde(default, deserialize_with = "lenient_text")]
    expires_in: Option<String>,
}

impl SignedIn {
    /// The sign-in, which goes on being renewed as the one before was, where it does not say otherwise.
    pub fn token(self, renewal_before: Option<&str>) -> Token {
        let seconds = self.expires_in.and_then(|text| text.parse::<f64>().ok());
        let life = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).filter(|life| !life.is_zero());
        // Its answer names scopes at most as it was asked for them; what counts is told by the sign-in's own record.
        let token = Token::new(self.access_token, life, None);
        match self.refresh_token.or_else(|| renewal_before.map(SecretString::from)) {
            Some(renewal) => token.renewable(renewal),
            None => token,
        }
    }
}

/// What the sign-in's own record tells.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TokenInfo {
    #[serde(default)]
    pub organization: Option<Named>,
    #[serde(default)]
    pub authorized_scope: Option<Vec<String>>,
}

/// Something with a name.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default, deserialize_with = "lenient_text")]
    pub name: Option<String>,
}

/// The limits of a namespace.
#[derive(Deserialize)]
pub(super) struct Limits {
    entities: Vec<Limit>,
}

#[derive(Deserialize)]
struct Limit {
    #[serde(default, deserialize_with = "lenient_text")]
    key: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    namespace: Option<String>,
    #[serde(default, deserialize_with = "lenient_count")]
    value: Option<u32>,
}

impl Limits {
    /// The lowest of some limits, which counts where several apply.
    pub fn lowest(&self, namespace: &str, keys: &[&str]) -> Option<u32> {
        let applies = |limit: &&Limit| {
            limit.namespace.as_deref().is_none_or(|name| name == namespace)
                && limit.key.as_deref().is_some_and(|key| keys.contains(&key))
        };
        self.entities.iter().filter(applies).filter_map(|limit| limit.value.filter(|value| *value > 0)).min()
    }
}

/// A page of a listing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<T> {
    pub entities: Vec<T>,
    #[serde(default, deserialize_with = "lenient_count")]
    page_size: Option<u32>,
    #[serde(default, deserialize_with = "lenient_count")]
    page_count: Option<u32>,
    #[serde(default, deserialize_with = "lenient_count")]
    total: Option<u32>,
}

impl<T> Page<T> {
    /// What it holds, and where it goes on. `number` counts from 1, `asked` is how many were asked for.
    pub fn listing<U>(self, number: u32, asked: u32, item: impl FnMut(T) -> Option<U>) -> Listing<U> {
        let got = u32::try_from(self.entities.len()).unwrap_or(u32::MAX);
        let more = match (self.page_count, self.total, self.page_size.filter(|size| *size > 0)) {
            (Some(pages), _, _) if pages > 0 => number < pages,
            // Fewer may be given at once than were asked for.
            (_, Some(total), size) => number.saturating_mul(size.unwrap_or(got)) < total,
            (_, None, size) => got >= size.unwrap_or(asked),
        };
        let next = (more && got > 0).then(|| number.saturating_add(1));
        Listing { items: self.entities.into_iter().filter_map(item).collect(), total: self.total, next, changed: false }
    }

    /// Whether nothing is left out of it.
    fn is_all(&self) -> bool {
        self.total.is_some_and(|total| total as usize <= self.entities.len())
    }
}

/// Whether something is there to be used.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Active,
    Inactive,
    Deleted,
    #[serde(other)]
    Other,
}

fn is_active(state: Option<State>) -> bool {
    state.is_none_or(|state| state == State::Active)
}

/// An agent of the listing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    #[serde(deserialize_with = "exact_id")]
    id: String,
    #[serde(default, deserialize_with = "lenient_text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    username: Option<String>,
    #[serde(default, deserialize_with = "lenient_name")]
    team: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    department: Option<String>,
    #[serde(default)]
    employer_info: Option<EmployerInfo>,
    #[serde(default)]
    state: Option<State>,
    #[serde(default)]
    skills: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EmployerInfo {
    #[serde(default, deserialize_with = "lenient_text")]
    employee_id: Option<String>,
}

impl User {
    /// The agent, unless deleted.
    pub fn agent(self) -> Option<Agent> {
        let agent = Agent {
            name: self.name.or_else(|| self.email.clone()).unwrap_or_else(|| self.id.clone()),
            id: self.id.into(),
            email: self.email,
            employee_id: self.employer_info.and_then(|info| info.employee_id),
            login: self.username,
            // Where an organisation has no teams, its departments tell people of one name apart.
            team: self.team.or(self.department),
            active: is_active(self.state),
        };
        (self.state != Some(State::Deleted)).then_some(agent)
    }

    /// What the agent has, where the listing tells it in a way that is sure.
    pub fn assignments(self) -> Option<(AgentId, Assignments)> {
        let skills = serde_json::from_str(self.skills?.get()).ok()?;
        let assignments = assignments(skills).ok()?;
        Some((self.id.into(), assignments))
    }
}

/// A skill of the listing.
#[derive(Deserialize)]
pub(super) struct RoutingSkill {
    #[serde(deserialize_with = "exact_id")]
    id: String,
    #[serde(default, deserialize_with = "lenient_text")]
    name: Option<String>,
    #[serde(default)]
    state: Option<State>,
}

impl RoutingSkill {
    /// The skill, unless deleted.
    pub fn skill(self) -> Option<Skill> {
        let skill = Skill {
            name: self.name.unwrap_or_else(|| self.id.clone()),
            id: self.id.into(),
            active: is_active(self.state),
        };
        (self.state != Some(State::Deleted)).then_some(skill)
    }
}

/// A skill that an agent has.
#[derive(Deserialize)]
pub(super) struct UserSkill {
    #[serde(deserialize_with = "exact_id")]
    id: String,
    #[serde(default)]
    proficiency: Option<f64>,
    #[serde(default)]
    state: Option<State>,
}

/// What an agent has: all of it is understood, or it counts for nothing.
///
/// A deleted skill that is still listed is passed over: nobody can give or take it any more, and a whole list with it
/// would be refused. One that is switched off counts, for a whole list without it would take it away.
pub(super) fn assignments(skills: Vec<UserSkill>) -> Result<Assignments, serde_json::Error> {
    let mut assignments = Assignments::new();
    for UserSkill { id, proficiency, state } in skills {
        if state == Some(State::Deleted) {
            continue;
        }
        // A level that is finer than we keep it would be written back as another one.
        let exact = |number: f64| Proficiency::new(number).filter(|level| (level.number() - number).abs() < 1e-6);
        let level = proficiency.and_then(exact);
        let level = level.ok_or_else(|| serde_json::Error::custom("a level is no number that can be kept exactly"))?;
        if assignments.insert(SkillId::from(id), level).is_some_and(|other| other != level) {
            return Err(serde_json::Error::custom("a skill stands there twice at different levels"));
        }
    }
    Ok(assignments)
}

/// How an answer to a write differs from what was sent; none when it does not, as far as it goes: it may be a first
/// page only. `whole` says that nothing else was to stay.
pub(super) fn difference(answer: Page<UserSkill>, sent: &Assignments, whole: bool) -> Option<String> {
    let all = answer.is_all();
    let kept = match assignments(answer.entities) {
        Ok(kept) => kept,
        Err(why) => return Some(why.to_string()),
    };
    let other = sent.iter().find_map(|(skill, level)| match kept.get(skill) {
        Some(now) if now != level => Some(format!("{skill} is at {now} where {level} was sent")),
        None if all => Some(format!("{skill} is not there")),
        _ => None,
    });
    let left = || kept.keys().find(|skill| whole && !sent.contains_key(*skill));
    other.or_else(|| left().map(|skill| format!("{skill} is still there")))
}

/// A skill in the body of a write, which is a bare array of them.
#[derive(Serialize)]
pub(super) struct Post<'a> {
    id: &'a str,
    proficiency: Proficiency,
}

/// The body of a write.
pub(super) fn body(levels: &Assignments) -> Vec<Post<'_>> {
    levels.iter().map(|(skill, level)| Post { id: skill.as_str(), proficiency: *level }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_known_whatever_is_missing() {
        for (body, number, next) in [
            (r#"{"entities":[{"id":"a"},{"id":"b"}],"pageSize":2,"pageNumber":1,"total":5,"pageCount":3}"#, 1, Some(2)),
            (r#"{"entities":[{"id":"a"}],"pageSize":2,"pageNumber":3,"total":5,"pageCount":3}"#, 3, None),
            (r#"{"entities":[{"id":"a"},{"id":"b"}],"pageSize":2,"total":5}"#, 1, Some(2)),
            (r#"{"entities":[{"id":"a"},{"id":"b"}],"total":2,"pageCount":0}"#, 1, None),
            (r#"{"entities":[{"id":"a"},{"id":"b"}]}"#, 1, Some(2)),
            (r#"{"entities":[{"id":"a"}]}"#, 1, None),
            (r#"{"entities":[],"total":9,"pageCount":9}"#, 1, None),
        ] {
            let page: Page<RoutingSkill> = serde_json::from_str(body).unwrap();
            assert_eq!(page.listing(number, 2, RoutingSkill::skill).next, next, "{body}");
        }
        for body in ["{}", "[]", r#"{"entities":null}"#, r#"{"entities":[{"name":"no id"}]}"#] {
            assert!(serde_json::from_str::<Page<RoutingSkill>>(body).is_err(), "{body}");
        }
    }

    #[test]
    fn an_agent_has_the_team_that_is_told_or_else_the_department() {
        for (told, team) in [
            (r#""team":{"id":"t","name":"Care North","memberCount":9},"department":"Care""#, Some("Care North")),
            (r#""team":{"id":"t"},"department":"Care""#, Some("Care")),
            (r#""team":null,"department":" Care ""#, Some("Care")),
            (r#""team":"Care North""#, Some("Care North")),
            (r#""team":["Care North"],"department":{}"#, None),
            (r#""department":"""#, None),
            (r#""version":1"#, None),
        ] {
            let user: User =
                serde_json::from_str(&format!(r#"{{"id":"u","username":"ann@x.example",{told}}}"#)).unwrap();
            let agent = user.agent().unwrap();
            assert_eq!((agent.team.as_deref(), agent.login.as_deref()), (team, Some("ann@x.example")), "{told}");
        }
    }

    #[test]
    fn assignments_are_read_whole_or_not_at_all() {
        let read = |body: &str| {
            let map = assignments(serde_json::from_str(body).ok()?).ok()?;
            Some(map.into_iter().map(|(skill, level)| format!("{skill}={level}")).collect::<Vec<_>>().join(" "))
        };
        for (body, expected) in [
            (r#"[{"id":"a","name":"A","proficiency":3.0,"state":"active"}]"#, Some("a=3")),
            (r#"[{"id":"a","proficiency":0},{"id":"b","proficiency":4.5}]"#, Some("a=0 b=4.5")),
            (r#"[{"id":"a","proficiency":1,"state":"inactive"},{"id":"b","state":"deleted"}]"#, Some("a=1")),
            (r#"[{"id":"a","proficiency":1,"state":"resting"}]"#, Some("a=1")),
            ("[]", Some("")),
            (r#"[{"id":"a"}]"#, None),
            (r#"[{"id":"a","proficiency":"3"}]"#, None),
            (r#"[{"id":"a","proficiency":3.33333}]"#, None),
            (r#"[{"id":"a","proficiency":3},{"id":"a","proficiency":4}]"#, None),
            (r#"[{"proficiency":3}]"#, None),
        ] {
            assert_eq!(read(body).as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn an_answer_is_held_against_what_was_sent() {
        let sent = Assignments::from([
            (SkillId::from("a"), Proficiency::whole(3)),
            (SkillId::from("b"), Proficiency::new(4.5).unwrap()),
        ]);
        let both = r#"{"id":"a","proficiency":3.0},{"id":"b","proficiency":4.5}"#;
        for (entities, total, whole, expected) in [
            (both.to_owned(), Some(2), true, None),
            (format!(r#"{both},{{"id":"c","proficiency":1}}"#), Some(3), false, None),
            (format!(r#"{both},{{"id":"c","proficiency":1}}"#), Some(3), true, Some("c is still there")),
            (format!(r#"{both},{{"id":"c","proficiency":1,"state":"deleted"}}"#), Some(3), true, None),
            (r#"{"id":"a","proficiency":3}"#.to_owned(), Some(30), true, None),
            (r#"{"id":"a","proficiency":3}"#.to_owned(), None, false, None),
            (r#"{"id":"a","proficiency":3}"#.to_owned(), Some(1), false, Some("b is not there")),
            (both.replace("4.5", "5"), Some(2), false, Some("b is at 5 where 4.5 was sent")),
            (both.replace("4.5", "null"), Some(2), false, Some("a level is no number that can be kept exactly")),
        ] {
            let total = total.map(|total: u32| format!(r#","total":{total}"#)).unwrap_or_default();
            let answer = format!(r#"{{"entities":[{entities}]{total}}}"#);
            let found = difference(serde_json::from_str(&answer).unwrap(), &sent, whole);
            assert_eq!(found.as_deref(), expected, "{answer}");
        }
        assert_eq!(
            serde_json::to_string(&body(&sent)).unwrap(),
            r#"[{"id":"a","proficiency":3},{"id":"b","proficiency":4.5}]"#
        );
    }

    #[test]
    fn the_lowest_limit_counts() {
        let limits =
            |entities: &str| serde_json::from_str::<Limits>(&format!(r#"{{"entities":[{entities}]}}"#)).unwrap();
        let limit = |key: &str, value: &str| format!(r#"{{"key":"{key}","namespace":"n","value":{value}}}"#);
        for (entities, expected) in [
            (String::new(), None),
            (limit("a", "300"), Some(300)),
            (format!("{},{},{}", limit("a", "300"), limit("b", "180"), limit("c", "1")), Some(180)),
            (format!("{},{}", limit("a", "0"), limit("b", "-5")), None),
            (r#"{"key":"a","namespace":"m","value":9}"#.to_owned(), None),
            (r#"{"key":"a","value":9},{}"#.to_owned(), Some(9)),
        ] {
            assert_eq!(limits(&entities).lowest("n", &["a", "b"]), expected, "{entities}");
        }
    }
}
