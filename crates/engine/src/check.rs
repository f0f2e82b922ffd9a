//! “Test the connection”: one line for each right, asked of the contact centre and never guessed.

use serde::Serialize;
use skillsheet_platforms::{Listing, Token};
use skillsheet_skills::{AgentId, Answer, Problem, Refusal, Scope};
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::queue::{Open, read_all};

/// What a line is about, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CheckId {
    /// Reaching the contact centre at all.
    Reached,
    /// Signing in.
    SignIn,
    /// Listing agents.
    SeeAgents,
    /// Listing skills.
    SeeSkills,
    /// Reading one agent's skills.
    SeeAssignments,
    /// Changing skills.
    ChangeSkills,
    /// Reading the pace that was granted; only where the platform tells it.
    ReadPace,
}

impl CheckId {
    /// All, in the order in which they are asked.
    pub const ALL: [CheckId; 7] = [
        CheckId::Reached,
        CheckId::SignIn,
        CheckId::SeeAgents,
        CheckId::SeeSkills,
        CheckId::SeeAssignments,
        CheckId::ChangeSkills,
        CheckId::ReadPace,
    ];

    /// Its name for programs, such as `seeAgents`.
    pub fn name(self) -> &'static str {
        match self {
            CheckId::Reached => "reached",
            CheckId::SignIn => "signIn",
            CheckId::SeeAgents => "seeAgents",
            CheckId::SeeSkills => "seeSkills",
            CheckId::SeeAssignments => "seeAssignments",
            CheckId::ChangeSkills => "changeSkills",
            CheckId::ReadPace => "readPace",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            CheckId::Reached => "Reach the contact centre",
            CheckId::SignIn => "Sign in",
            CheckId::SeeAgents => "See agents",
            CheckId::SeeSkills => "See skills",
            CheckId::SeeAssignments => "See who has which skill",
            CheckId::ChangeSkills => "Change skills",
            CheckId::ReadPace => "Read the speed limit",
        }
    }
}

/// The answer of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CheckAnswer {
    /// Being asked.
    Asking,
    /// It works.
    Yes,
    /// The right is missing.
    Missing,
    /// Cannot be known without changing something, or before another line works.
    NotKnownYet,
    /// It did not work; the problem says why.
    Failed,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckLine {
    /// What it is about.
    pub id: CheckId,
    /// The answer.
    pub answer: CheckAnswer,
    /// A few words beside it, such as “420 agents”; often empty.
    pub detail: String,
    /// Why the answer is no.
    pub problem: Option<Problem>,
}

/// What a test found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// A line for each of [`CheckId::ALL`], the last one only where the platform tells its pace.
    pub lines: Vec<CheckLine>,
    /// The organisation or tenant that was signed in to, where the platform tells.
    pub tenant: Option<String>,
    /// How many agents there are, where the platform tells.
    pub agents: Option<u32>,
    /// How many skills there are, where the platform tells.
    pub skills: Option<u32>,
}

impl CheckReport {
    /// The answer of a line.
    pub fn answer(&self, id: CheckId) -> CheckAnswer {
        self.lines.iter().find(|line| line.id == id).map_or(CheckAnswer::NotKnownYet, |line| line.answer)
    }
}

/// Tests a connection, changing nothing. Every line is told twice, when it is asked and when it is answered; after a
/// `cancel` the lines that are left are not known.
pub async fn check(centre: &Centre, on_line: impl FnMut(&CheckLine), cancel: CancellationToken) -> CheckReport {
    let mut asking = Asking { centre, cancel, on_line, report: CheckReport::default() };
    asking.everything().await;
    asking.report
}

struct Asking<'a, F> {
    centre: &'a Centre,
    cancel: CancellationToken,
    on_line: F,
    report: CheckReport,
}

impl<F: FnMut(&CheckLine)> Asking<'_, F> {
    async fn everything(&mut self) {
        self.tell(CheckId::Reached, CheckAnswer::Asking, "");
        let by_browser = self.centre.capabilities().by_browser;
        if by_browser {
            self.tell(CheckId::SignIn, CheckAnswer::Asking, "");
        }
        let signed_in = tokio::select! {
            signed_in = self.centre.token() => signed_in,
            () = self.cancel.cancelled() => return self.leave_the_rest(),
        };
        if let Err(refusal) = signed_in {
            // Whatever was answered, somebody answered; a browser brings the answer without its status.
            let reached = refusal.problem.status.is_some() || refusal.problem.code.is_some();
            if reached {
                self.tell(CheckId::Reached, CheckAnswer::Yes, "");
            }
            if by_browser && !reached {
                // The browser goes its own way; whether we would have got through is not known.
                self.tell(CheckId::Reached, CheckAnswer::NotKnownYet, "");
            }
            self.refused(if reached || by_browser { CheckId::SignIn } else { CheckId::Reached }, refusal);
            return self.leave_the_rest();
        }
        self.tell(CheckId::Reached, CheckAnswer::Yes, "");
        let may_write = self.standing().await;
        let agent = match self.centre.capabilities().lists_directory {
            true => self.listings().await,
            false => {
                let detail = "The sheet carries the ids";
                self.tell(CheckId::SeeAgents, CheckAnswer::NotKnownYet, detail);
                self.tell(CheckId::SeeSkills, CheckAnswer::NotKnownYet, detail);
                None
            }
        };
        self.assignments(agent).await;
        self.changes(may_write);
        self.pace().await;
    }

    /// As whom the sign-in counts; gives whether it may change skills, where that is told.
    async fn standing(&mut self) -> Option<bool> {
        let platform = self.centre.platform().clone();
        self.tell(CheckId::SignIn, CheckAnswer::Asking, "");
        let standing = self.ask(move |token| {
            let platform = platform.clone();
            async move { platform.standing(&token).await }
        });
        // Who may not ask that has signed in all the same.
        let standing = standing.await.unwrap_or_default();
        let detail = standing.tenant.clone().unwrap_or_default();
        self.tell(CheckId::SignIn, CheckAnswer::Yes, &detail);
        self.report.tenant = standing.tenant;
        standing.may_write
    }

    async fn pace(&mut self) {
        let platform = self.centre.platform().clone();
        let granted = self.ask(move |token| {
            let platform = platform.clone();
            async move { platform.granted_pace(&token).await }
        });
        match granted.await {
            Ok(Some(pace)) => {
                let detail = format!("{} requests in {} s", pace.requests, pace.window.as_secs_f64());
                self.tell(CheckId::ReadPace, CheckAnswer::Yes, &detail);
            }
            Ok(None) if self.centre.capabilities().adapts => {
                self.tell(CheckId::ReadPace, CheckAnswer::NotKnownYet, "Not published. We start slowly.");
            }
            Ok(None) => {}
            Err(refusal) => self.refused(CheckId::ReadPace, refusal),
        }
    }

    /// Asks for the first page of agents and of skills; gives an agent to ask more about.
    async fn listings(&mut self) -> Option<AgentId> {
        let platform = self.centre.platform().clone();
        self.tell(CheckId::SeeAgents, CheckAnswer::Asking, "");
        let agents = self.ask(move |token| {
            let platform = platform.clone();
            async move { platform.agents(&token, 1).await }
        });
        let agents = self.listed(CheckId::SeeAgents, agents.await, "agent");
        self.report.agents = agents.as_ref().and_then(count);
        let platform = self.centre.platform().clone();
        self.tell(CheckId::SeeSkills, CheckAnswer::Asking, "");
        let skills = self.ask(move |token| {
            let platform = platform.clone();
            async move { platform.skills(&token, 1).await }
        });
        let skills = self.listed(CheckId::SeeSkills, skills.await, "skill");
        self.report.skills = skills.as_ref().and_then(count);
        Some(agents?.items.into_iter().next()?.id)
    }

    fn listed<T>(&mut self, id: CheckId, answer: Answer<Listing<T>>, noun: &str) -> Option<Listing<T>> {
        match answer {
            Ok(listing) => {
                let plural = if count(&listing) == Some(1) { "" } else { "s" };
                let detail = match count(&listing) {
                    Some(count) => format!("{count} {noun}{plural}"),
                    None => format!("more than {} {noun}s", listing.items.len()),
                };
                self.tell(id, CheckAnswer::Yes, &detail);
                Some(listing)
            }
            Err(refusal) => {
                self.refused(id, refusal);
                None
            }
        }
    }

    async fn assignments(&mut self, agent: Option<AgentId>) {
        let Some(agent) = agent else {
            return self.tell(CheckId::SeeAssignments, CheckAnswer::NotKnownYet, "No agent to try it with");
        };
        self.tell(CheckId::SeeAssignments, CheckAnswer::Asking, "");
        let platform = self.centre.platform().clone();
        let answer = self.ask(move |token| {
            let (platform, agent) = (platform.clone(), agent.clone());
            async move { platform.assignments(&token, &Scope::Agent(agent), 1).await }
        });
        match answer.await {
            Ok(_) => self.tell(CheckId::SeeAssignments, CheckAnswer::Yes, ""),
            Err(refusal) => self.refused(CheckId::SeeAssignments, refusal),
        }
    }

    fn changes(&mut self, may_write: Option<bool>) {
        match may_write {
            Some(true) => self.tell(CheckId::ChangeSkills, CheckAnswer::Yes, ""),
            None => self.tell(CheckId::ChangeSkills, CheckAnswer::NotKnownYet, "Not known until the first change"),
            Some(false) => {
                let problem = Problem {
                    title: "One permission is missing: Change skills".into(),
                    meaning: "You can compare, but not change skills yet.".into(),
                    next: "Copy a message for your admin".into(),
                    ..Problem::default()
                };
                self.add(CheckId::ChangeSkills, CheckAnswer::Missing, "", Some(problem));
            }
        }
    }

    /// One read, through the queue that keeps the pace and tries again.
    async fn ask<T, P, Fut>(&self, perform: P) -> Answer<T>
    where
        T: Send + 'static,
        P: Fn(Token) -> Fut,
        Fut: Future<Output = Answer<T>> + Send + 'static,
    {
        let read = |token, (), place: Open| {
            let answer = perform(token);
            async move {
                let _place = place;
                answer.await
            }
        };
        let answers = read_all(self.centre, vec![()], read, |_, _| {}, self.cancel.clone()).await?;
        answers.into_iter().next().expect("one job has one answer")
    }

    fn refused(&mut self, id: CheckId, refusal: Refusal) {
        let missing = refusal.problem.status == Some(403) && id != CheckId::SignIn;
        let answer = if missing { CheckAnswer::Missing } else { CheckAnswer::Failed };
        self.add(id, answer, "", Some(refusal.problem));
    }

    fn leave_the_rest(&mut self) {
        for id in CheckId::ALL.into_iter().filter(|id| *id != CheckId::ReadPace) {
            if !self.report.lines.iter().any(|line| line.id == id) {
                self.tell(id, CheckAnswer::NotKnownYet, "");
            }
        }
    }

    fn tell(&mut self, id: CheckId, answer: CheckAnswer, detail: &str) {
        self.add(id, answer, detail, None);
    }

    fn add(&mut self, id: CheckId, answer: CheckAnswer, detail: &str, problem: Option<Problem>) {
        let line = CheckLine { id, answer, detail: detail.into(), problem };
        (self.on_line)(&line);
        if answer != CheckAnswer::Asking {
            self.report.lines.push(line);
        }
    }
}

/// How many there are: as the platform tells, or all on the only page.
fn count<T>(listing: &Listing<T>) -> Option<u32> {
    listing.total.or_else(|| listing.next.is_none().then(|| u32::try_from(listing.items.len()).unwrap_or(u32::MAX)))
}
