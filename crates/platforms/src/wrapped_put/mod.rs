//! The wrapped PUT: `PUT /api/v2/users/{userId}/skills` with the skills in a wrapping object.

mod outcome;
mod settings;
mod wire;

use std::fmt;

use async_trait::async_trait;
use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use skillsheet_skills::{Agent, AgentId, Answer, Assignments, Call, Scope, Skill, Way};

use crate::http::{Http, Reply};
use crate::request::{agent_in_path, no_such_request};
use crate::{Address, Capabilities, Listing, Platform, SettingsError, Standing, Surroundings, Sweep, Token};
use outcome::{Context, Purpose};
use settings::{Checked, USER_ID};
use wire::{SignedIn, WireAgent, WireSkill, WriteBody};

pub use settings::{Body, WrappedPutSettings};

/// A tenant of this dialect.
pub(crate) struct WrappedPut {
    http: Http,
    api: Address,
    login: Address,
    settings: WrappedPutSettings,
    secret: SecretString,
}

impl WrappedPut {
    pub fn new(checked: Checked, secret: SecretString, surroundings: &Surroundings) -> Result<Self, SettingsError> {
        let Checked { api, login, settings } = checked;
        let http = Http::new(surroundings.timeouts, &settings.common)?;
        Ok(WrappedPut { http, api, login, settings, secret })
    }

    async fn exchange(&self, request: RequestBuilder, token: Option<&Token>, purpose: Purpose) -> Answer<Reply> {
        let request = match token {
            Some(token) => request.bearer_auth(token.expose()),
            None => request.basic_auth(&self.settings.client_id, Some(self.secret.expose_secret())),
        };
        let reply = self.http.send(request, purpose.stance()).await?;
        if reply.status.is_success() {
            return Ok(reply);
        }
        Err(self.within(token, purpose, |context| context.refusal(&reply)))
    }

    fn within<T>(&self, token: Option<&Token>, purpose: Purpose, judge: impl FnOnce(&Context<'_>) -> T) -> T {
        let address = if purpose == Purpose::SignIn { &self.login } else { &self.api };
        let secrets = [self.secret.expose_secret(), token.map(Token::expose).unwrap_or_default()];
        judge(&Context { purpose, host: &address.host(), secrets: &secrets })
    }

    async fn page(&self, token: &Token, path: &str, number: u32, purpose: Purpose) -> Answer<Reply> {
        let query = [("pageNumber", number), ("pageSize", self.settings.page_size)];
        self.exchange(self.http.client().get(self.api.at(path)).query(&query), Some(token), purpose).await
    }

    fn user_skills(&self, agent: &AgentId) -> Answer<url::Url> {
        let id = agent_in_path(agent)?;
        Ok(self.api.at(&self.settings.user_skills_path.replace(USER_ID, &id)))
    }
}

#[async_trait]
impl Platform for WrappedPut {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            scale: self.settings.scale,
            writes: self.settings.writes,
            lists_directory: self.settings.lists_directory,
            sweep: Sweep::None,
            pace: self.settings.common.rate_limit,
            adapts: false,
            concurrency: self.settings.common.concurrency,
            grace: self.settings.common.waits(),
            by_browser: false,
        }
    }

    async fn sign_in(&self, _earlier: Option<&Token>) -> Answer<Token> {
        let url = self.login.at(&self.settings.token_path);
        let request = self.http.client().post(url).form(&[("grant_type", "client_credentials")]);
        let reply = self.exchange(request, None, Purpose::SignIn).await?;
        match serde_json::from_slice::<SignedIn>(&reply.body) {
            Ok(signed_in) => Ok(signed_in.token()),
            Err(error) => Err(self.within(None, Purpose::SignIn, |context| context.not_understood(&reply, &error))),
        }
    }

    async fn agents(&self, token: &Token, page: u32) -> Answer<Listing<Agent>> {
        let reply = self.page(token, &self.settings.users_path, page, Purpose::Agents).await?;
        wire::page::<WireAgent, _>(&reply.body, page, self.settings.page_size).map_err(|error| {
            self.within(Some(token), Purpose::Agents, |context| context.not_understood(&reply, &error))
        })
    }

    async fn skills(&self, token: &Token, page: u32) -> Answer<Listing<Skill>> {
        let reply = self.page(token, &self.settings.skills_path, page, Purpose::Skills).await?;
        wire::page::<WireSkill, _>(&reply.body, page, self.settings.page_size).map_err(|error| {
            self.within(Some(token), Purpose::Skills, |context| context.not_understood(&reply, &error))
        })
    }

    async fn standing(&self, token: &Token) -> Answer<Standing> {
        let may_write = token.scopes().map(|scopes| scopes.iter().any(|scope| scope == outcome::WRITE_SCOPE));
        Ok(Standing { tenant: None, may_write })
    }

    async fn assignments(&self, token: &Token, scope: &Scope, _page: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        let Scope::Agent(agent) = scope else { return Err(no_such_request()) };
        let purpose = Purpose::Assignments;
        let reply = self.exchange(self.http.client().get(self.user_skills(agent)?), Some(token), purpose).await?;
        let assignments = wire::assignments(&reply.body)
            .map_err(|error| self.within(Some(token), purpose, |context| context.not_understood(&reply, &error)))?;
        Ok(Listing { items: vec![(agent.clone(), assignments)], total: None, next: None, changed: false })
    }

    async fn write(&self, token: &Token, call: &Call) -> Answer<()> {
        let (Way::Whole(agent) | Way::Agent(agent, _)) = &call.way else { return Err(no_such_request()) };
        let send = call.levels();
        let body = WriteBody::new(self.settings.body, &send);
        let request = self.http.client().put(self.user_skills(agent)?).json(&body);
        let reply = self.exchange(request, Some(token), Purpose::Change).await?;
        self.within(Some(token), Purpose::Change, |context| context.confirmed(&reply))
    }
}

impl fmt::Debug for WrappedPut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WrappedPut").field("settings", &self.settings).finish_non_exhaustive()
    }
}
