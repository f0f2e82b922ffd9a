//! The line to the contact centre is cut in the middle of a run, and comes back.

use std::net::SocketAddr;
use std::time::Duration;

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::{NewRun, RunId};
use skillsheet_engine::runner::{self, Options, RunHandle, RunSnapshot};
use skillsheet_platforms::Settings;
use skillsheet_practice::{self as practice, Dialect, Latency};
use skillsheet_skills::{Manners, RunStatus};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::tenants::Tenant;
use crate::world::quick;

/// A way to a server, which can be cut: then nobody answers at its address.
struct Line {
    to: SocketAddr,
    at: SocketAddr,
    open: Option<JoinHandle<()>>,
}

impl Line {
    async fn to(url: &str) -> Line {
        let to = url.trim_start_matches("http://").parse().unwrap();
        let mut line = Line { to, at: ([127, 0, 0, 1], 0).into(), open: None };
        line.mend().await;
        line
    }

    fn url(&self) -> String {
        format!("http://{}", self.at)
    }

    /// With all that is under way.
    async fn cut(&mut self) {
        let open = self.open.take().unwrap();
        open.abort();
        assert!(open.await.unwrap_err().is_cancelled());
    }

    async fn mend(&mut self) {
        let (listener, to) = (TcpListener::bind(self.at).await.unwrap(), self.to);
        self.at = listener.local_addr().unwrap();
        self.open = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                connections.spawn(async move {
                    let mut far = TcpStream::connect(to).await.unwrap();
                    // It ends when either side does.
                    let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                });
            }
        }));
    }
}

/// A contact centre at the end of such a line, and a run that is under way there.
struct Cut {
    tenant: Tenant,
    line: Line,
    centre: Centre,
    run: NewRun,
}

impl Cut {
    async fn of(name: &str, agents: usize) -> Cut {
        let latency = Latency { base: Duration::from_millis(20), jitter: Duration::from_millis(10) };
        let options = practice::Options { agents: 80, latency, ..practice::Options::fast() };
        let tenant = Tenant::with(name, options.speaking(Dialect::named(name).unwrap()), &[]).await;
        let run = tenant.run_of(&tenant.wishes(agents)).await;
        let line = Line::to(&tenant.practice.url()).await;
        let mut settings = Settings::of(name).unwrap();
        let (url, id) = (line.url(), tenant.practice.client_id());
        for (key, value) in [("api-url", url.as_str()), ("login-url", &url), ("client-id", id), ("concurrency", "6")] {
            settings.set(key, value).unwrap();
        }
        let platform = settings.connect(SecretString::from(tenant.practice.client_secret())).unwrap();
        let centre = Centre::new(platform, None, false);
        Cut { tenant, line, centre, run }
    }

    async fn start(&self, options: Options) -> RunHandle {
        let id = self.tenant.journal.create(self.run.clone()).await.unwrap();
        runner::start(&self.tenant.journal, &self.centre, id, options).await.unwrap()
    }

    /// Cuts the line once some were written, and waits until that is told.
    async fn offline(&mut self, run: &RunHandle) -> RunSnapshot {
        while self.tenant.writes().len() < 10 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.line.cut().await;
        run.snapshots().wait_for(|snapshot| snapshot.offline).await.unwrap().clone()
    }

    async fn on_disk(&self, run: RunId) -> RunStatus {
        self.tenant.journal.run(run).await.unwrap().status
    }
}

/// Tries that often whether somebody answers again.
fn patient(probe: Duration) -> Options {
    let options = quick();
    Options { manners: Manners { probe: Some(probe), retries: 12, ..options.manners }, ..options }
}

const OFTEN: Duration = Duration::from_millis(100);
const NEVER: Duration = Duration::from_secs(3_600);

#[tokio::test]
async fn a_run_goes_on_by_itself_when_the_line_is_back() {
    for platform in ["wrapped-put", "nice-cxone"] {
        let mut cut = Cut::of(platform, 60).await;
        let before = cut.tenant.state();
        let run = cut.start(patient(OFTEN)).await;
        let told = cut.offline(&run).await;
        assert_eq!((told.run.status, told.pausing, told.left), (RunStatus::Running, false, None));
        assert_eq!(told.reason.unwrap().title, "Nothing answers at “127.0.0.1”");
        assert_eq!(cut.on_disk(run.id).await, RunStatus::Running, "a crash now leaves a run that was interrupted");
        let written = cut.tenant.writes().len();
        cut.line.mend().await;
        let end = run.finished().await;
        assert_eq!((end.run.status, end.offline, end.reason), (RunStatus::Completed, false, None), "{platform}");
        assert!(cut.tenant.writes().len() > written);
        // Nobody was failed by it, and nobody was written twice.
        cut.tenant.judge(run.id, &before).await;
        let tally = end.run.counts.agents(false);
        assert_eq!((tally.done, tally.total), (60, 60), "{platform}");
    }
}

#[tokio::test]
async fn a_person_need_not_wait_for_the_next_try_and_may_pause_meanwhile() {
    let mut cut = Cut::of("wrapped-put", 60).await;
    let before = cut.tenant.state();
    let run = cut.start(patient(NEVER)).await;
    cut.offline(&run).await;
    cut.line.mend().await;
    run.try_now().await;
    while run.now().offline {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    cut.line.cut().await;
    run.snapshots().wait_for(|snapshot| snapshot.offline).await.unwrap();
    run.pause().await;
    let paused = run.finished().await;
    assert_eq!((paused.run.status, paused.offline, paused.reason), (RunStatus::Paused, false, None));
    cut.line.mend().await;
    run.resume().await;
    let end = run.finished().await;
    assert_eq!((end.run.status, end.run.counts.agents(false).done), (RunStatus::Completed, 60));
    cut.tenant.judge(run.id, &before).await;
}

#[tokio::test]
async fn a_look_at_everybody_that_reaches_nobody_is_taken_again() {
    let mut cut = Cut::of("genesys-cloud", 60).await;
    let before = cut.tenant.state();
    cut.line.cut().await;
    let run = cut.start(Options { look_first: true, ..patient(OFTEN) }).await;
    run.snapshots().wait_for(|snapshot| snapshot.offline).await.unwrap();
    let read = cut.tenant.practice.log().len();
    cut.line.mend().await;
    let end = run.finished().await;
    assert_eq!((end.run.status, end.run.counts.agents(false).done), (RunStatus::Completed, 60));
    cut.tenant.judge(run.id, &before).await;
    let looks = cut.tenant.practice.log().into_iter().skip(read).filter(|entry| entry.method == "GET").count();
    assert!(looks < 20, "{looks} looks for 60 agents");
}

#[tokio::test]
async fn without_such_patience_a_run_stops_and_says_so() {
    let mut cut = Cut::of("wrapped-put", 60).await;
    cut.line.cut().await;
    let run = cut.start(quick()).await;
    let paused = run.finished().await;
    assert_eq!((paused.run.status, paused.offline), (RunStatus::Paused, false));
    assert_eq!(paused.reason.unwrap().title, "Nothing answers at “127.0.0.1”");
}
