//! The wrapped PUT: `PUT /api/v2/users/{userId}/skills` with the skills in a wrapping object.

mod outcome;
mod settings;
mod wire;

use std::fmt;

use async_trait::async_trait;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use skillsheet_skills::{Agent, AgentId, Answer, Assignments, Call, Outcome, Problem, Refusal, Skill};

use crate::http::{Http, Reply, Timeouts};
use crate::{Address, Capabilities, Listing, Platform, SettingsError, Token};
use outcome::{Context, Purpose};
use settings::{Checked, USER_ID};
use wire::{SignedIn, WireAgent, WireSkill, WriteBody};

pub(crate) use settings::KEYS;
pub use settings::{Body, WrappedPutSettings};

/// An id in a path: everything but letters, digits and these is encoded, so that no id can lead elsewhere.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A tenant of this dialect.
pub(crate) struct WrappedPut {
    http: Http,
    api: Address,
    login: Address,
    settings: WrappedPutSettings,
    secret: SecretString,
}

impl WrappedPut {
    pub fn new(checked: Checked, secret: SecretString, timeouts: Timeouts) -> Result<Self, SettingsError> {
        let Checked { api, login, settings } = checked;
        let http = Http::new(timeouts, api.is_loopback() && login.is_loopback()).map_err(|error| SettingsError {
            field: "apiUrl",
            message: "This computer cannot make protected connections".into(),
            hint: format!("Its certificates could not be read: {error}"),
        })?;
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
        // Those two would not name an agent but lead up the path, encoded or not.
        if matches!(agent.as_str(), "" | "." | "..") {
            return Err(unusable(agent));
        }
        let id = utf8_percent_encode(agent.as_str(), IN_PATH).to_string();
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
            pace: self.settings.rate_limit,
            concurrency: self.settings.concurrency,
        }
    }

    async fn sign_in(&self) -> Answer<Token> {
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

    async fn assignments(&self, token: &Token, agent: &AgentId) -> Answer<Assignments> {
        let purpose = Purpose::Assignments;
        let reply = self.exchange(self.http.client().get(self.user_skills(agent)?), Some(token), purpose).await?;
        wire::assignments(&reply.body)
            .map_err(|error| self.within(Some(token), purpose, |context| context.not_understood(&reply, &error)))
    }

    async fn write(&self, token: &Token, call: &Call) -> Answer<()> {
        let body = WriteBody::new(self.settings.body, &call.send);
        let request = self.http.client().put(self.user_skills(&call.agent)?).json(&body);
        let reply = self.exchange(request, Some(token), Purpose::Change).await?;
        self.within(Some(token), Purpose::Change, |context| context.confirmed(&reply))
    }

    fn write_right(&self, token: &Token) -> Option<bool> {
        token.scopes().map(|scopes| scopes.iter().any(|scope| scope == outcome::WRITE_SCOPE))
    }
}

impl fmt::Debug for WrappedPut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WrappedPut").field("settings", &self.settings).finish_non_exhaustive()
    }
}

fn unusable(agent: &AgentId) -> Refusal {
    Refusal {
        outcome: Outcome::Rejected,
        wait: None,
        problem: Problem {
            title: format!("“{agent}” cannot be an agent's id"),
            meaning: "No address can carry it. Nothing was sent.".into(),
            next: "Check the id in the sheet".into(),
            ..Problem::default()
        },
    }
}
