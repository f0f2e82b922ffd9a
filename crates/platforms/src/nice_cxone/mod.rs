//! NICE CXone's Admin API.

mod body;
mod outcome;
mod pages;
mod results;
mod settings;
mod sign_in;
mod wire;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde::Deserialize;
use skillsheet_skills::{
    Agent, AgentId, Answer, Assignments, Call, Outcome, Problem, Refusal, Scope, Skill, Verb, Way,
};

use crate::http::{Http, Reply};
use crate::request::{agent_in_path, in_path, no_such_request};
use crate::settings::Configure;
use crate::{Address, Capabilities, Listing, Platform, SettingsError, Standing, Surroundings, Sweep, Token};
use body::{OfAgent, OfMany, OfSkill};
use outcome::{ASSIGN, Context, EDIT_SKILLS, EDIT_USERS, Purpose};
use pages::{List, Place, Sizes};
use settings::{Checked, Keys};
use wire::{Asked, Records, WireAgent, WireAssignment, WireSkill};

pub use settings::NiceCxoneSettings;

/// From this version on, a reading of everybody must say whether it is about active assignments.
const SWITCHES_FROM: u32 = 34;

/// A tenant of CXone.
pub(crate) struct NiceCxone {
    http: Http,
    /// Where to sign in: the first one that takes the keys.
    logins: Vec<Address>,
    discovery: Address,
    settings: NiceCxoneSettings,
    keys: Keys,
    found: Mutex<Found>,
    sizes: Sizes,
}

/// What was found out at a sign-in and stays so.
#[derive(Default)]
struct Found {
    /// The place that takes the keys.
    login: Option<Address>,
    /// Where the API is.
    api: Option<Address>,
    /// The tenant's id.
    tenant: Option<String>,
}

/// A write as it goes out, and what its answer must hold.
struct Write {
    request: RequestBuilder,
    right: &'static str,
    /// Whether the answer lists what became of each change.
    listed: bool,
    /// Whether the answer is believed without a look.
    trusted: bool,
}

impl NiceCxone {
    pub fn new(checked: Checked, keys: Keys, surroundings: &Surroundings) -> Result<Self, SettingsError> {
        let Checked { logins, discovery, api, settings } = checked;
        let http = Http::new(surroundings.timeouts, &settings.common)?;
        let found = Mutex::new(Found { api, ..Found::default() });
        let sizes = Sizes::new(settings.page_size);
        Ok(NiceCxone { http, logins, discovery, settings, keys, found, sizes })
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The API's address. Only a sign-in finds it, so without one there is none.
    fn api(&self) -> Answer<Address> {
        self.found().api.clone().ok_or_else(|| {
            let problem = Problem {
                title: "Signing in again".into(),
                meaning: "The sign-in tells where the API is.".into(),
                ..Problem::default()
            };
            Refusal { outcome: Outcome::SignedOut, wait: None, problem }
        })
    }

    /// A request to a path of the API, below its version.
    fn request(&self, api: &Address, token: &Token, method: Method, path: &str) -> RequestBuilder {
        let path = format!("/incontactapi/services/v{}.0{path}", self.settings.api_version);
        self.http.client().request(method, api.at(&path)).bearer_auth(token.expose())
    }

    /// Sends a request. The `secrets` are those in it beside the keys.
    async fn exchange(
        &self,
        request: RequestBuilder,
        purpose: Purpose,
        to: &Address,
        secrets: &[&str],
    ) -> Answer<Reply> {
        let reply = self.http.send(request, purpose.stance()).await?;
        if reply.status.is_success() {
            return Ok(reply);
        }
        Err(self.within(purpose, to, secrets, |context| context.refusal(&reply)))
    }

    fn within<T>(&self, purpose: Purpose, to: &Address, secrets: &[&str], judge: impl FnOnce(&Context<'_>) -> T) -> T {
        let app = self.keys.app.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
        let secrets = [&[self.keys.access.expose_secret(), app], secrets].concat();
        judge(&Context { purpose, host: &to.host(), secrets: &secrets })
    }

    /// A page of a listing. CXone answers without a body where there is nothing.
    async fn records<T: for<'de> Deserialize<'de>>(
        &self,
        token: &Token,
        purpose: Purpose,
        path: &str,
        query: &[(&str, &str)],
        place: Place,
    ) -> Answer<(Reply, Records<T>)> {
        let api = self.api()?;
        let window = [("skip", place.skip), ("top", place.top)];
        let request = self.request(&api, token, Method::GET, path).query(query).query(&window);
        let reply = self.exchange(request, purpose, &api, &[token.expose()]).await?;
        if reply.status.as_u16() == 204 {
            return Ok((reply, Records { items: Vec::new(), total: None, link: None, hidden: false }));
        }
        match wire::records(&reply.body) {
            Ok(records) => Ok((reply, records)),
            Err(why) => Err(self.not_understood(token, purpose, &api, &reply, &why)),
        }
    }

    fn not_understood(
        &self,
        token: &Token,
        purpose: Purpose,
        api: &Address,
        reply: &Reply,
        why: &serde_json::Error,
    ) -> Refusal {
        self.within(purpose, api, &[token.expose()], |context| context.not_understood(reply, why))
    }

    /// A page of one of the two lists of the directory.
    async fn listing<W, T>(&self, token: &Token, list: List, page: u32) -> Answer<Listing<T>>
    where
        W: for<'de> Deserialize<'de> + Into<T>,
    {
        let (purpose, path, fields) = match list {
            List::Skills => (Purpose::Skills, "/skills", wire::SKILL_FIELDS),
            _ => (Purpose::Agents, "/agents", wire::AGENT_FIELDS),
        };
        let place = self.sizes.place(list, page);
        let (_, records) = self.records::<W>(token, purpose, path, &[("fields", fields)], place).await?;
        let (total, more) = self.sizes.after(list, place, &records);
        let items = records.items.into_iter().map(Into::into).collect();
        Ok(Listing { items, total, next: more.then(|| page.saturating_add(1)), changed: false })
    }

    /// The write that carries out a call; none for a way that this platform does not offer.
    fn writing(&self, api: &Address, token: &Token, call: &Call) -> Answer<Write> {
        let all_set = call.changes.iter().all(|change| change.after.is_some());
        let fits = |verb| match verb {
            Verb::Remove => call.changes.iter().all(|change| change.after.is_none()),
            Verb::Set | Verb::Add | Verb::Change => all_set,
        };
        let method = |verb| match verb {
            Verb::Add => Method::POST,
            Verb::Change | Verb::Set => Method::PUT,
            Verb::Remove => Method::DELETE,
        };
        let usual = |request, right| Write { request, right, listed: true, trusted: true };
        match (&call.way, call.changes.as_slice()) {
            // One removal needs no body, which some proxies take out of such a request.
            (Way::Agent(_, Verb::Remove) | Way::Skill(_, Verb::Remove), [one]) if fits(Verb::Remove) => {
                let path = format!("/skills/{}/agents/{}", in_path(one.skill.as_str())?, agent_in_path(&one.agent)?);
                let request = self.request(api, token, Method::DELETE, &path);
                Ok(Write { listed: false, ..usual(request, EDIT_SKILLS) })
            }
            (Way::Agent(agent, verb), _) if *verb != Verb::Set && fits(*verb) => {
                let path = format!("/agents/{}/skills", agent_in_path(agent)?);
                let request = self.request(api, token, method(*verb), &path).json(&OfAgent::new(call));
                Ok(usual(request, if *verb == Verb::Remove { EDIT_USERS } else { ASSIGN }))
            }
            (Way::Skill(skill, verb), _) if *verb != Verb::Set && fits(*verb) => {
                let path = format!("/skills/{}/agents", in_path(skill.as_str())?);
                let body = OfSkill::new(call, self.settings.api_version);
                let request = self.request(api, token, method(*verb), &path).json(&body);
                Ok(usual(request, if *verb == Verb::Remove { EDIT_SKILLS } else { ASSIGN }))
            }
            (Way::Many(Verb::Set), _) if self.settings.many_to_many && all_set => {
                let request = self.request(api, token, Method::POST, "/agents/skills").json(&OfMany::new(call));
                // Its body is not published, so what it did is looked up each time.
                Ok(Write { trusted: false, listed: false, ..usual(request, ASSIGN) })
            }
            _ => Err(no_such_request()),
        }
    }
}

#[async_trait]
impl Platform for NiceCxone {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            scale: self.settings.scale(),
            writes: self.settings.writes(),
            lists_directory: true,
            sweep: Sweep::Complete,
            pace: self.settings.common.rate_limit,
            adapts: true,
            concurrency: self.settings.common.concurrency,
            grace: self.settings.common.waits(),
            by_browser: false,
        }
    }

    async fn sign_in(&self, earlier: Option<&Token>) -> Answer<Token> {
        self.signed_in(earlier).await
    }

    async fn standing(&self, _token: &Token) -> Answer<Standing> {
        Ok(Standing { tenant: self.found().tenant.clone(), may_write: None })
    }

    async fn agents(&self, token: &Token, page: u32) -> Answer<Listing<Agent>> {
        self.listing::<WireAgent, _>(token, List::Agents, page).await
    }

    async fn skills(&self, token: &Token, page: u32) -> Answer<Listing<Skill>> {
        self.listing::<WireSkill, _>(token, List::Skills, page).await
    }

    async fn assignments(&self, token: &Token, scope: &Scope, page: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        let (path, active, number) = match scope {
            Scope::Agent(agent) => (format!("/agents/{}/skills", agent_in_path(agent)?), None, page),
            Scope::Skill(skill) => (format!("/skills/{}/agents", in_path(skill.as_str())?), None, page),
            Scope::All => {
                let (active, number) = pages::phase(page);
                ("/agents/skills".to_owned(), Some(active), number)
            }
        };
        let mut query = vec![("fields", wire::ASSIGNMENT_FIELDS)];
        if let Some(active) = active {
            // Both are required; agents who are inactive can be given nothing, so nothing is asked about them.
            query.extend([("isAgentActive", "true"), ("isActive", if active { "true" } else { "false" })]);
        }
        let list = if active.is_some() { List::Sweep } else { List::Assignments };
        let place = self.sizes.place(list, number);
        let (reply, records) =
            self.records::<WireAssignment>(token, Purpose::Assignments, &path, &query, place).await?;
        let whole = pages::checked(number, place, &records);
        let (total, more) = self.sizes.after(list, place, &records);
        let changed = active.is_some_and(|active| self.sizes.changed(active, place, total));
        let required = self.settings.api_version >= SWITCHES_FROM;
        let asked = active.map_or(Asked::All, |active| self.sizes.asked(active, place, &records, required));
        let items = whole.and_then(|()| wire::by_agent(records.items, scope, asked));
        let items = match items {
            Ok(items) => items,
            Err(why) => return Err(self.not_understood(token, Purpose::Assignments, &self.api()?, &reply, &why)),
        };
        let next = if active.is_some() { pages::after_phase(page, more) } else { more.then(|| page.saturating_add(1)) };
        Ok(Listing { items, total: None, next, changed })
    }

    async fn write(&self, token: &Token, call: &Call) -> Answer<()> {
        let api = self.api()?;
        let Write { request, right, listed, trusted } = self.writing(&api, token, call)?;
        let purpose = Purpose::Change { right, changes: call.changes.len() };
        let secrets = [token.expose()];
        let reply = self.exchange(request, purpose, &api, &secrets).await?;
        self.within(purpose, &api, &secrets, |context| context.confirmed(&reply, listed, trusted))
    }
}

impl fmt::Debug for NiceCxone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NiceCxone").field("settings", &self.settings).finish_non_exhaustive()
    }
}
