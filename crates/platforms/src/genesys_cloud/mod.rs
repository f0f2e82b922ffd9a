//! Genesys Cloud: its published API, each kind of request exactly as it stands there.

mod browser;
mod listener;
mod outcome;
mod regions;
mod settings;
mod sign_in;
mod wire;
mod words;

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use skillsheet_skills::{Agent, AgentId, Answer, Assignments, Call, Change, Pace, Scope, Skill, Verb, Way};

use crate::http::{Http, Reply};
use crate::request::{agent_in_path, in_path, no_such_request};
use crate::settings::Configure;
use crate::{
    Address, Browser, Capabilities, Listing, Platform, SettingsError, Standing, Surroundings, Sweep, Token, ToldPace,
};
use outcome::{Context, Purpose};
use settings::{Checked, MOST_SKILLS};
use wire::{Limits, Page, RoutingSkill, TokenInfo, User, UserSkill};

pub use settings::{GenesysCloudSettings, SignIn};

/// Agents or skills on a page of a listing.
const PAGE: u32 = 500;

/// Pages of inactive agents are numbered on from here, behind those of the active ones: more than a million of these.
const INACTIVE: u32 = 2_500;

/// What it allows where nobody tells otherwise.
const USUAL_PACE: Pace = Pace { requests: 300, window: Duration::from_secs(60) };

/// Where the limits of its API are kept.
const NAMESPACE: &str = "platform.api";

/// The scope that changing an agent's skills needs, where scopes are enforced.
const WRITE_SCOPE: &str = "users";

/// An organisation in Genesys Cloud.
pub(crate) struct GenesysCloud {
    http: Http,
    api: Address,
    login: Address,
    callback_port: u16,
    settings: GenesysCloudSettings,
    secret: SecretString,
    browser: Browser,
    told: Mutex<Option<ToldPace>>,
}

impl GenesysCloud {
    pub fn new(checked: Checked, secret: SecretString, surroundings: &Surroundings) -> Result<Self, SettingsError> {
        let Checked { api, login, callback_port, settings } = checked;
        let http = Http::new(surroundings.timeouts, &settings.common)?;
        let browser = surroundings.browser.clone();
        Ok(GenesysCloud { http, api, login, callback_port, settings, secret, browser, told: Mutex::default() })
    }

    /// Sends a request on the sign-in. What is not a success is a refusal.
    async fn exchange(&self, request: RequestBuilder, token: &Token, context: &Context<'_>) -> Answer<Reply> {
        let reply = self.http.send(request.bearer_auth(token.expose()), context.purpose.stance()).await?;
        if let Some(told) = outcome::told_pace(&reply.headers) {
            *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        }
        if reply.status.is_success() { Ok(reply) } else { Err(context.refusal(&reply)) }
    }

    /// What judges the answers to a request.
    fn context<'a>(&'a self, token: Option<&'a Token>, purpose: Purpose) -> Context<'a> {
        let address = if purpose == Purpose::SignIn { &self.login } else { &self.api };
        Context {
            purpose,
            host: address.host(),
            secrets: [
                self.secret.expose_secret(),
                token.map(Token::expose).unwrap_or_default(),
                token.and_then(Token::renewal).unwrap_or_default(),
            ],
            browser: self.settings.sign_in == SignIn::Browser,
            renewing: false,
            whole: false,
        }
    }

    async fn read<T>(&self, token: &Token, path: &str, query: &[(&str, &str)], purpose: Purpose) -> Answer<T>
    where
        T: for<'de> Deserialize<'de>,
    {
        let context = self.context(Some(token), purpose);
        let request = self.http.client().get(self.api.at(path)).query(query);
        let reply = self.exchange(request, token, &context).await?;
        serde_json::from_slice(&reply.body).map_err(|error| context.not_understood(&reply, &error))
    }

    async fn users(&self, token: &Token, query: &[(&str, &str)], page: u32, purpose: Purpose) -> Answer<Page<User>> {
        let (size, number) = (PAGE.to_string(), page.to_string());
        let paging = [("pageSize", size.as_str()), ("pageNumber", number.as_str())];
        self.read(token, "/api/v2/users", &[&paging, query].concat(), purpose).await
    }

    /// Everybody who is active, as far as the listing tells what they have: it promises to tell of some only.
    async fn sweep(&self, token: &Token, page: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        let read = self.users(token, &[("expand", "skills")], page, Purpose::Everybody).await?;
        Ok(read.listing(page, PAGE, User::assignments))
    }

    async fn of_agent(&self, token: &Token, agent: &AgentId, page: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        let path = format!("/api/v2/users/{}/routingskills", agent_in_path(agent)?);
        let (size, number) = (MOST_SKILLS.to_string(), page.to_string());
        let query = [("pageSize", size.as_str()), ("pageNumber", number.as_str())];
        let context = self.context(Some(token), Purpose::Assignments);
        let request = self.http.client().get(self.api.at(&path)).query(&query);
        let reply = self.exchange(request, token, &context).await?;
        let listing = || {
            let read: Page<UserSkill> = serde_json::from_slice(&reply.body)?;
            let Listing { items, total, next, changed } = read.listing(page, MOST_SKILLS, Some);
            Ok(Listing { items: vec![(agent.clone(), wire::assignments(items)?)], total, next, changed })
        };
        listing().map_err(|error| context.not_understood(&reply, &error))
    }

    /// Sends levels of one agent and holds the answer against them.
    async fn set(&self, token: &Token, agent: &AgentId, call: &Call) -> Answer<()> {
        let path = format!("/api/v2/users/{}/routingskills/bulk", agent_in_path(agent)?);
        let levels = call.levels();
        // Nobody knows what becomes of more.
        if levels.len() > MOST_SKILLS as usize {
            return Err(no_such_request());
        }
        let whole = call.is_whole();
        let purpose = if whole || levels.len() > 1 { Purpose::Several } else { Purpose::One };
        let context = Context { whole, ..self.context(Some(token), purpose) };
        let address = self.api.at(&path);
        let client = self.http.client();
        let request = if whole { client.put(address) } else { client.patch(address) };
        let reply = self.exchange(request.json(&wire::body(&levels)), token, &context).await?;
        let Ok(answer) = serde_json::from_slice::<Page<UserSkill>>(&reply.body) else {
            return Err(context.not_confirmed(&reply));
        };
        match wire::difference(answer, &levels, whole) {
            Some(difference) => Err(context.otherwise(&reply, difference)),
            None => Ok(()),
        }
    }

    async fn take_away(&self, token: &Token, change: &Change) -> Answer<()> {
        let (agent, skill) = (agent_in_path(&change.agent)?, in_path(change.skill.as_str())?);
        let context = self.context(Some(token), Purpose::One);
        let request = self.http.client().delete(self.api.at(&format!("/api/v2/users/{agent}/routingskills/{skill}")));
        let reply = self.exchange(request, token, &context).await;
        match reply {
            Ok(reply) => context.confirmed(&reply),
            // What is not there any more is as it was to be.
            Err(refusal) if outcome::is_gone(&refusal) => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }
}

#[async_trait]
impl Platform for GenesysCloud {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            scale: self.settings.scale(),
            writes: self.settings.writes(),
            lists_directory: true,
            sweep: Sweep::BestEffort { page: PAGE },
            pace: Some(self.settings.common.rate_limit.unwrap_or(USUAL_PACE)),
            adapts: false,
            concurrency: self.settings.common.concurrency,
            grace: self.settings.common.waits(),
            by_browser: self.settings.sign_in == SignIn::Browser,
        }
    }

    async fn sign_in(&self, earlier: Option<&Token>) -> Answer<Token> {
        match self.settings.sign_in {
            SignIn::Keys => self.sign_in_with_keys(earlier.is_some()).await,
            SignIn::Browser => self.sign_in_as_person(earlier).await,
        }
    }

    async fn standing(&self, token: &Token) -> Answer<Standing> {
        let info: TokenInfo = self.read(token, "/api/v2/tokens/me", &[], Purpose::Record).await?;
        // Permissions are not told: a scope is needed besides, and where none are told they are not enforced.
        let scopes = info.authorized_scope.filter(|scopes| !scopes.is_empty());
        let lacks = scopes.is_some_and(|scopes| !scopes.iter().any(|scope| scope == WRITE_SCOPE));
        Ok(Standing { tenant: info.organization.and_then(|named| named.name), may_write: lacks.then_some(false) })
    }

    async fn granted_pace(&self, token: &Token) -> Answer<Option<Pace>> {
        let path = format!("/api/v2/organizations/limits/namespaces/{NAMESPACE}");
        let limits: Limits = match self.read(token, &path, &[], Purpose::Pace).await {
            // Reading it is a right that nobody needs for anything else.
            Err(refusal) if matches!(refusal.problem.status, Some(400 | 403 | 404)) => return Ok(None),
            answer => answer?,
        };
        let keys: &[&str] = match self.settings.sign_in {
            SignIn::Keys => &["client.credentials.token.rate.per.minute", "token.rate.per.minute"],
            SignIn::Browser => &["token.rate.per.minute", "org.app.user.rate.per.minute"],
        };
        let lowest = limits.lowest(NAMESPACE, keys);
        Ok(lowest.map(|requests| Pace { requests, window: Duration::from_secs(60) }))
    }

    fn told_pace(&self) -> Option<ToldPace> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The active ones first, then the inactive ones, so that a sheet that names one of these can be told so.
    async fn agents(&self, token: &Token, page: u32) -> Answer<Listing<Agent>> {
        let (state, number) = match page.checked_sub(INACTIVE) {
            Some(number) if number > 0 => ("inactive", number),
            _ => ("active", page),
        };
        let query = [("expand", "employerInfo"), ("expand", "team"), ("state", state)];
        let answer = self.users(token, &query, number, Purpose::Agents).await;
        if state == "active" {
            let listing = answer?.listing(number, PAGE, User::agent);
            return Ok(Listing { next: listing.next.or(Some(INACTIVE + 1)), ..listing });
        }
        match answer {
            // It does not tell of more than so many inactive ones, and there is no other way to ask.
            Err(refusal) if number > 1 && refusal.problem.status == Some(400) => {
                Ok(Listing { items: Vec::new(), total: None, next: None, changed: false })
            }
            answer => {
                let listing = answer?.listing(number, PAGE, User::agent);
                Ok(Listing { total: None, next: listing.next.map(|next| INACTIVE + next), ..listing })
            }
        }
    }

    async fn skills(&self, token: &Token, page: u32) -> Answer<Listing<Skill>> {
        let (size, number) = (PAGE.to_string(), page.to_string());
        let query = [("pageSize", size.as_str()), ("pageNumber", number.as_str())];
        let read: Page<RoutingSkill> = self.read(token, "/api/v2/routing/skills", &query, Purpose::Skills).await?;
        Ok(read.listing(page, PAGE, RoutingSkill::skill))
    }

    async fn assignments(&self, token: &Token, scope: &Scope, page: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        match scope {
            Scope::All => self.sweep(token, page).await,
            Scope::Agent(agent) => self.of_agent(token, agent, page).await,
            Scope::Skill(_) => Err(no_such_request()),
        }
    }

    async fn write(&self, token: &Token, call: &Call) -> Answer<()> {
        match (&call.way, call.changes.as_slice()) {
            (Way::Whole(agent) | Way::Agent(agent, Verb::Set), _) => self.set(token, agent, call).await,
            (Way::Agent(_, Verb::Remove), [change]) => self.take_away(token, change).await,
            _ => Err(no_such_request()),
        }
    }
}

impl fmt::Debug for GenesysCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GenesysCloud").field("settings", &self.settings).finish_non_exhaustive()
    }
}
