//! Signing in: with a client's keys, or as the person in their own browser.

use std::io;

use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use skillsheet_skills::{Answer, Outcome, Problem, Refusal};

use super::GenesysCloud;
use super::browser::Request;
use super::listener::{Arrival, Callback, Denial, WAIT};
use super::outcome::{Context, Purpose};
use super::wire::SignedIn;
use crate::Token;

const TOKEN_PATH: &str = "/oauth/token";

impl GenesysCloud {
    pub(super) async fn sign_in_with_keys(&self, renewing: bool) -> Answer<Token> {
        let request = self.http.client().post(self.login.at(TOKEN_PATH));
        let request = request.basic_auth(&self.settings.client_id, Some(self.secret.expose_secret()));
        let request = request.form(&[("grant_type", "client_credentials")]);
        self.ask_for_token(request, &Context { renewing, ..self.context(None, Purpose::SignIn) }, None).await
    }

    /// As the person: quietly where the sign-in before can be renewed, else in the browser.
    pub(super) async fn sign_in_as_person(&self, earlier: Option<&Token>) -> Answer<Token> {
        let Some((earlier, renewal)) = earlier.and_then(|token| Some((token, token.renewal()?))) else {
            return self.sign_in_by_browser().await;
        };
        let client_id = self.settings.client_id.as_str();
        let form = [("grant_type", "refresh_token"), ("refresh_token", renewal), ("client_id", client_id)];
        let request = self.http.client().post(self.login.at(TOKEN_PATH)).form(&form);
        let context = Context { renewing: true, ..self.context(Some(earlier), Purpose::SignIn) };
        match self.ask_for_token(request, &context, Some(renewal)).await {
            // It is over, and only the person can begin another one. Where nothing answers the browser is no use.
            Err(refusal) if matches!(refusal.problem.status, Some(400 | 401 | 403)) && is_over(&refusal) => {
                self.sign_in_by_browser().await
            }
            answer => answer,
        }
    }

    async fn sign_in_by_browser(&self) -> Answer<Token> {
        let port = self.callback_port;
        let callback = Callback::bind(port).await.map_err(|error| port_taken(port, &error))?;
        let asked = Request::new(port);
        let address = asked.address(&self.login, &self.settings.client_id);
        (self.browser)(address.as_str()).map_err(|error| no_browser(&error))?;
        let arrival = tokio::time::timeout(WAIT, callback.wait(asked.state())).await.map_err(|_| nobody_came())?;
        let Arrival { brought, page } = arrival;
        let answer = match brought {
            Ok(code) => self.redeem(&asked, &code).await,
            Err(denial) => Err(denied(denial)),
        };
        page.show(answer.as_ref().err().map(|refusal| &refusal.problem)).await;
        answer
    }

    /// Exchanges the code that the browser brought for a token. There is no secret in it.
    async fn redeem(&self, asked: &Request, code: &SecretString) -> Answer<Token> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.expose_secret()),
            ("code_verifier", asked.verifier()),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", asked.redirect()),
        ];
        let request = self.http.client().post(self.login.at(TOKEN_PATH)).form(&form);
        let context = self.context(None, Purpose::SignIn);
        let secrets = [code.expose_secret(), asked.verifier(), ""];
        self.ask_for_token(request, &Context { secrets, ..context }, None).await
    }

    async fn ask_for_token(
        &self,
        request: RequestBuilder,
        context: &Context<'_>,
        renewal_before: Option<&str>,
    ) -> Answer<Token> {
        let reply = self.http.send(request, context.purpose.stance()).await?;
        if !reply.status.is_success() {
            return Err(context.refusal(&reply));
        }
        let signed_in = serde_json::from_slice::<SignedIn>(&reply.body);
        signed_in
            .map(|signed_in| signed_in.token(renewal_before))
            .map_err(|error| context.not_understood(&reply, &error))
    }
}

fn is_over(refusal: &Refusal) -> bool {
    refusal.outcome == Outcome::Stop
}

fn stop(title: String, meaning: &str, next: &str, words: String) -> Refusal {
    let problem = Problem { title, meaning: meaning.into(), next: next.into(), words, ..Problem::default() };
    Refusal { outcome: Outcome::Stop, wait: None, problem }
}

fn port_taken(port: u16, error: &io::Error) -> Refusal {
    stop(
        format!("Another program uses port {port} of this computer"),
        "The browser comes back there after signing in. Skillsheet may be waiting for a sign-in already.",
        "Close the other program, or choose another port and have your admin allow it",
        error.to_string(),
    )
}

fn no_browser(error: &io::Error) -> Refusal {
    let title = "Your browser could not be opened".to_owned();
    stop(title, "Signing in happens there.", "Open a browser and try again", error.to_string())
}

fn nobody_came() -> Refusal {
    let minutes = WAIT.as_secs() / 60;
    let title = "Nobody signed in in the browser".to_owned();
    stop(title, &format!("We waited {minutes} minutes. Nothing was changed."), "Sign in again", String::new())
}

fn denied(Denial { code, words }: Denial) -> Refusal {
    let title = match code.as_str() {
        "access_denied" => "The sign-in was turned down in the browser",
        _ => "Genesys Cloud did not sign you in",
    };
    let meaning = "You, or Genesys Cloud for you, said no. Nothing was changed.";
    let refusal = stop(title.to_owned(), meaning, "Sign in again", words);
    Refusal { problem: Problem { code: Some(code), ..refusal.problem }, ..refusal }
}
