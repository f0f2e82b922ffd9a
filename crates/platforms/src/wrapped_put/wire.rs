//! The dialect's JSON. What is not known is passed over; what is needed and not understood is never guessed at, since
//! a replacing write would take away what a read overlooked.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Serialize, de::Error as _};
use skillsheet_skills::{Agent, Assignments, Proficiency, Skill, SkillId};

use super::settings::Body;
use crate::lenient::{exact_id, lenient_count, lenient_name, lenient_text};
use crate::{Listing, Token};

/// What signing in gives.
#[derive(Deserialize)]
pub(super) struct SignedIn {
    access_token: SecretString,
    #[serde(default, deserialize_with = "lenient_text")]
    expires_in: Option<String>,
    #[serde(default)]
    scope: Option<Scopes>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scopes {
    Line(String),
    List(Vec<String>),
    Other(serde::de::IgnoredAny),
}

impl SignedIn {
    pub fn token(self) -> Token {
        let seconds = self.expires_in.and_then(|text| text.parse::<f64>().ok());
        let life = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).filter(|life| !life.is_zero());
        let scopes = match self.scope {
            Some(Scopes::Line(line)) => {
                Some(line.split([' ', ',']).filter(|s| !s.is_empty()).map(str::to_owned).collect())
            }
            Some(Scopes::List(list)) => Some(list),
            Some(Scopes::Other(_)) | None => None,
        };
        Token::new(self.access_token, life, scopes)
    }
}

/// A page of a listing: with an envelope, or bare.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page<T> {
    entities: Vec<T>,
    #[serde(default, deserialize_with = "lenient_count")]
    page_size: Option<u32>,
    #[serde(default, deserialize_with = "lenient_count")]
    total: Option<u32>,
}

/// Reads a page. `number` counts from 1, `asked` is how many were asked for.
pub(super) fn page<W, T>(body: &[u8], number: u32, asked: u32) -> Result<Listing<T>, serde_json::Error>
where
    W: for<'de> Deserialize<'de> + Into<T>,
{
    let page = match body.trim_ascii_start().first() {
        Some(b'[') => Page { entities: serde_json::from_slice::<Vec<W>>(body)?, page_size: None, total: None },
        _ => serde_json::from_slice::<Page<W>>(body)?,
    };
    let got = u32::try_from(page.entities.len()).unwrap_or(u32::MAX);
    let more = match (page.total, page.page_size.filter(|size| *size > 0)) {
        // The tenant may give fewer at once than it was asked for, and not say so.
        (Some(total), size) => number.saturating_mul(size.unwrap_or(got)) < total,
        (None, size) => got >= size.unwrap_or(asked),
    };
    let next = (more && got > 0).then(|| number.saturating_add(1));
    Ok(Listing { items: page.entities.into_iter().map(Into::into).collect(), total: page.total, next, changed: false })
}

/// An agent of the listing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WireAgent {
    #[serde(deserialize_with = "exact_id")]
    id: String,
    #[serde(default, deserialize_with = "lenient_text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    employee_id: Option<String>,
    // No contract has these three; where a tenant tells them all the same, they help to tell people apart.
    #[serde(default, deserialize_with = "lenient_text")]
    login: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    username: Option<String>,
    #[serde(default, deserialize_with = "lenient_name")]
    team: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    state: Option<String>,
}

impl From<WireAgent> for Agent {
    fn from(wire: WireAgent) -> Agent {
        Agent {
            name: wire.name.or_else(|| wire.email.clone()).unwrap_or_else(|| wire.id.clone()),
            id: wire.id.into(),
            email: wire.email,
            employee_id: wire.employee_id,
            login: wire.login.or(wire.username),
            team: wire.team,
            active: is_active(wire.state.as_deref()),
        }
    }
}

/// A skill of the listing.
#[derive(Deserialize)]
pub(super) struct WireSkill {
    #[serde(deserialize_with = "exact_id")]
    id: String,
    #[serde(default, deserialize_with = "lenient_text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    state: Option<String>,
}

impl From<WireSkill> for Skill {
    fn from(wire: WireSkill) -> Skill {
        Skill {
            name: wire.name.unwrap_or_else(|| wire.id.clone()),
            id: wire.id.into(),
            active: is_active(wire.state.as_deref()),
        }
    }
}

fn is_active(state: Option<&str>) -> bool {
    let off = ["inactive", "deactivated", "disabled", "deleted", "suspended"];
    state.is_none_or(|state| !off.iter().any(|word| state.eq_ignore_ascii_case(word)))
}

#[derive(Deserialize)]
struct Assigned {
    skills: Vec<WireAssignment>,
    #[serde(default, deserialize_with = "lenient_count")]
    total: Option<u32>,
}

#[derive(Deserialize)]
struct WireAssignment {
    #[serde(deserialize_with = "exact_id")]
    id: String,
    proficiency: Level,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Level {
    Number(f64),
    Text(String),
}

/// Reads what an agent has. Anything not understood makes the whole answer unusable.
pub(super) fn assignments(body: &[u8]) -> Result<Assignments, serde_json::Error> {
    let Assigned { skills, total } = match body.trim_ascii_start().first() {
        Some(b'[') => Assigned { skills: serde_json::from_slice(body)?, total: None },
        _ => serde_json::from_slice(body)?,
    };
    if total.is_some_and(|total| skills.len() < total as usize) {
        return Err(serde_json::Error::custom("the answer holds only some of the agent's skills"));
    }
    let mut assignments = Assignments::new();
    for WireAssignment { id, proficiency } in skills {
        let number = match proficiency {
            Level::Number(number) => Some(number),
            Level::Text(text) => text.trim().parse().ok(),
        };
        // A level that is finer than we keep it would be written back as another one.
        let level = number.and_then(|number| Proficiency::new(number).filter(|l| (l.number() - number).abs() < 1e-6));
        let level = level.ok_or_else(|| serde_json::Error::custom("a level is no number that can be kept exactly"))?;
        if assignments.insert(SkillId::from(id), level).is_some_and(|other| other != level) {
            return Err(serde_json::Error::custom("a skill stands there twice at different levels"));
        }
    }
    Ok(assignments)
}

/// The body of a write.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum WriteBody<'a> {
    Wrapper { skills: Vec<WriteSkill<'a>> },
    Map(BTreeMap<&'a str, Proficiency>),
}

#[derive(Serialize)]
pub(super) struct WriteSkill<'a> {
    id: &'a str,
    proficiency: Proficiency,
}

impl<'a> WriteBody<'a> {
    pub fn new(shape: Body, send: &'a Assignments) -> Self {
        let pairs = send.iter().map(|(skill, level)| (skill.as_str(), *level));
        match shape {
            Body::Wrapper => {
                WriteBody::Wrapper { skills: pairs.map(|(id, proficiency)| WriteSkill { id, proficiency }).collect() }
            }
            Body::Map => WriteBody::Map(pairs.collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_is_read_with_what_it_has() {
        let body = br#"{"entities":[
            {"id":"a-1","name":"Zo\u00eb","email":"zoe@x.example","employeeId":1007,"state":"active","division":{"id":1}},
            {"id":12345678901234567890123,"name":" ","email":null,"state":"Inactive"},
            {"id":"a-3","employeeId":"00042"}
        ],"total":"7","selfUri":"x"}"#;
        let listing: Listing<Agent> = page::<WireAgent, _>(body, 1, 100).unwrap();
        let told: Vec<_> = listing
            .items
            .iter()
            .map(|agent| (agent.id.as_str(), agent.name.as_str(), agent.employee_id.as_deref(), agent.active))
            .collect();
        assert_eq!(
            told,
            [
                ("a-1", "Zoë", Some("1007"), true),
                ("12345678901234567890123", "12345678901234567890123", None, false),
                ("a-3", "a-3", Some("00042"), true)
            ]
        );
        assert_eq!((listing.total, listing.next), (Some(7), Some(2)));
    }

    #[test]
    fn a_login_and_a_team_are_read_where_they_are_told() {
        for (told, login, team) in [
            (r#""login":"ann","team":"Care North""#, Some("ann"), Some("Care North")),
            (r#""username":"ann","team":{"id":7,"name":"Care North"}"#, Some("ann"), Some("Care North")),
            (r#""login":"ann","username":"other""#, Some("ann"), None),
            (r#""login":null,"username":4711,"team":12"#, Some("4711"), Some("12")),
            (r#""login":{"name":"ann"},"username":[],"team":{"id":7}"#, None, None),
            (r#""login":"","team":["Care North"]"#, None, None),
            (r#""state":"active""#, None, None),
        ] {
            let body = format!(r#"{{"entities":[{{"id":"a",{told}}}]}}"#);
            let listing: Listing<Agent> = page::<WireAgent, _>(body.as_bytes(), 1, 100).unwrap();
            let agent = &listing.items[0];
            assert_eq!((agent.login.as_deref(), agent.team.as_deref()), (login, team), "{told}");
        }
    }

    #[test]
    fn the_next_page_is_known_whatever_is_missing() {
        for (body, number, next) in [
            (r#"{"entities":[{"id":"a"},{"id":"b"}],"pageNumber":1,"pageSize":2,"total":5}"#, 1, Some(2)),
            (r#"{"entities":[{"id":"a"}],"pageNumber":3,"pageSize":2,"total":5}"#, 3, None),
            (r#"{"entities":[{"id":"a"},{"id":"b"}],"total":2}"#, 1, None),
            (r#"{"entities":[{"id":"a"},{"id":"b"}]}"#, 1, Some(2)),
            (r#"{"entities":[{"id":"a"}]}"#, 1, None),
            (r#"{"entities":[],"total":9}"#, 1, None),
            (r#"{"entities":[{"id":"a"},{"id":"b"}],"pageSize":0,"total":-1}"#, 1, Some(2)),
            (r#"[{"id":"a"},{"id":"b"}]"#, 1, Some(2)),
            ("[]", 1, None),
        ] {
            let listing: Listing<Skill> = page::<WireSkill, _>(body.as_bytes(), number, 2).unwrap();
            assert_eq!(listing.next, next, "{body}");
        }
        for body in ["", "null", "{}", r#"{"entities":[{"name":"no id"}]}"#, r#"{"entities":[{"id":null}]}"#, "<html>"]
        {
            assert!(page::<WireSkill, Skill>(body.as_bytes(), 1, 2).is_err(), "{body}");
        }
    }

    #[test]
    fn assignments_are_read_whole_or_not_at_all() {
        let read = |body: &str| {
            assignments(body.as_bytes()).ok().map(|map| {
                map.into_iter().map(|(skill, level)| format!("{skill}={level}")).collect::<Vec<_>>().join(" ")
            })
        };
        for (body, expected) in [
            (
                r#"{"skills":[{"id":"a","name":"A","proficiency":50},{"id":77,"proficiency":"3.5"}]}"#,
                Some("77=3.5 a=50"),
            ),
            (r#"{"skills":[]}"#, Some("")),
            (r#"[{"id":"a","proficiency":5.0}]"#, Some("a=5")),
            (r#"{"skills":[{"id":"a","proficiency":5},{"id":"a","proficiency":5}]}"#, Some("a=5")),
            (r#"{"skills":[{"id":"a","proficiency":5},{"id":"a","proficiency":6}]}"#, None),
            (r#"{"skills":[{"id":"a","proficiency":5}],"total":2}"#, None),
            (r#"{"skills":[{"id":"a"}]}"#, None),
            (r#"{"skills":[{"id":"a","proficiency":null}]}"#, None),
            (r#"{"skills":[{"id":"a","proficiency":0.12345}]}"#, None),
            (r#"{"skills":[{"proficiency":5}]}"#, None),
            (r#"{"skills":null}"#, None),
            ("{}", None),
            ("", None),
        ] {
            assert_eq!(read(body).as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn writes_have_the_shape_that_the_tenant_takes() {
        let send = Assignments::from([
            (SkillId::from("b"), Proficiency::whole(80)),
            (SkillId::from("a"), Proficiency::new(3.5).unwrap()),
        ]);
        let json = |shape| serde_json::to_string(&WriteBody::new(shape, &send)).unwrap();
        assert_eq!(json(Body::Wrapper), r#"{"skills":[{"id":"a","proficiency":3.5},{"id":"b","proficiency":80}]}"#);
        assert_eq!(json(Body::Map), r#"{"a":3.5,"b":80}"#);
        let nothing = Assignments::new();
        assert_eq!(serde_json::to_string(&WriteBody::new(Body::Wrapper, &nothing)).unwrap(), r#"{"skills":[]}"#);
    }

    #[test]
    fn a_sign_in_tells_its_life_and_scopes_or_not() {
        for (body, life, scopes) in [
            (
                r#"{"access_token":"t","expires_in":3600,"scope":"a user:skill:write"}"#,
                Some(3600),
                Some(vec!["a", "user:skill:write"]),
            ),
            (r#"{"access_token":"t","expires_in":"60","scope":["a"]}"#, Some(60), Some(vec!["a"])),
            (r#"{"access_token":"t","expires_in":-1,"scope":{}}"#, None, None),
            (r#"{"access_token":"t","expires_in":null,"scope":""}"#, None, Some(vec![])),
            (r#"{"access_token":"t","token_type":"bearer"}"#, None, None),
        ] {
            let token = serde_json::from_str::<SignedIn>(body).unwrap().token();
            let told: Option<Vec<&str>> = token.scopes().map(|scopes| scopes.iter().map(String::as_str).collect());
            assert_eq!((token.life().map(|life| life.as_secs()), told), (life, scopes), "{body}");
        }
    }
}
