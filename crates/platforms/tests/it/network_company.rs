//! A company's network: its proxy, which may look into protected connections, its certificates, and a computer in it.
//!
//! A proxy is a matter of the environment of a whole process. So the computer is a process of its own: this very
//! program again, with one test only, which does what it is told and says what came of it.

use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use secrecy::SecretString;
use skillsheet_platforms::{Settings, Surroundings, Timeouts};
use skillsheet_skills::Refusal;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::raw::{SECRET, call, http, read_request, token};

/// The contact centre, which no test ever reaches.
pub const HOST: &str = "api.example.com";

/// Somebody who signs certificates.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: Certificate,
}

impl Authority {
    pub fn new(name: &str) -> Authority {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.self_signed(&key).unwrap();
        Authority { issuer: Issuer::new(params, key), certificate }
    }

    pub fn pem(&self) -> String {
        self.certificate.pem()
    }

    pub fn der(&self) -> Vec<u8> {
        self.certificate.der().to_vec()
    }

    /// What a server needs to answer in a host's name.
    pub fn vouches_for(&self, host: &str) -> Arc<ServerConfig> {
        self.vouches(CertificateParams::new(vec![host.to_owned()]).unwrap())
    }

    pub fn vouches(&self, params: CertificateParams) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Arc::new(config)
    }
}

/// What a proxy does when it is asked for a connection.
#[derive(Clone)]
pub enum Way {
    /// Says this, and closes.
    Says(&'static str),
    /// Never says a word.
    Silent,
    /// Answers in the name of whoever was asked for.
    Inspects(Arc<ServerConfig>),
    /// The same, and breaks off in the middle of an answer.
    BreaksOff(Arc<ServerConfig>),
    /// Answers as `Inspects` does, but speaks SOCKS.
    Socks(Arc<ServerConfig>),
}

/// A proxy.
pub struct Proxy {
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub async fn start(way: Way) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = Proxy { port: listener.local_addr().unwrap().port(), asked: Arc::default(), seen: Arc::default() };
        let (asked, seen) = (proxy.asked.clone(), proxy.seen.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(pass(stream, way.clone(), asked.clone(), seen.clone()));
            }
        });
        proxy
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The requests for connections, with all their headers.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// The same, and forgets them.
    pub fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// What it saw inside of the connections.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

async fn pass(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    way: Way,
    asked: Arc<Mutex<Vec<String>>>,
    seen: Arc<Mutex<Vec<String>>>,
) {
    let request = match &way {
        Way::Socks(_) => read_socks(&mut stream).await.ok(),
        _ => read_request(&mut stream).await,
    };
    let Some(request) = request else { return };
    asked.lock().unwrap().push(request);
    let agreed: &[u8] = match &way {
        Way::Socks(_) => &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        _ => b"HTTP/1.1 200 Connection established\r\n\r\n",
    };
    let whole = !matches!(way, Way::BreaksOff(_));
    match way {
        Way::Says(words) => {
            let _ = stream.write_all(words.as_bytes()).await;
        }
        Way::Silent => std::future::pending().await,
        Way::Inspects(config) | Way::BreaksOff(config) | Way::Socks(config) => {
            stream.write_all(agreed).await.unwrap();
            let Ok(mut stream) = TlsAcceptor::from(config).accept(stream).await else { return };
            while let Some(request) = read_request(&mut stream).await {
                seen.lock().unwrap().push(request);
                let body = r#"{"access_token":"t","expires_in":60,"skills":[]}"#;
                let answer = http(200, &[], body);
                let answer = if whole { &answer } else { &answer[..answer.len() - 1] };
                let _ = stream.write_all(answer.as_bytes()).await;
                if !whole {
                    return;
                }
            }
        }
    }
}

/// Where a connection is asked for in SOCKS, version 5, without a sign-in.
async fn read_socks(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> std::io::Result<String> {
    let mut head = [0; 2];
    stream.read_exact(&mut head).await?;
    stream.read_exact(&mut vec![0; usize::from(head[1])]).await?;
    stream.write_all(&[5, 0]).await?;
    let mut asked = [0; 5];
    stream.read_exact(&mut asked).await?;
    assert_eq!(asked[..4], [5, 1, 0, 3], "a connection to a name");
    let mut name = vec![0; usize::from(asked[4])];
    stream.read_exact(&mut name).await?;
    Ok(format!("{}:{}", String::from_utf8_lossy(&name), stream.read_u16().await?))
}

/// A server that does nothing but agree on how to protect the connection.
pub async fn protected(config: Arc<ServerConfig>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(config);
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(acceptor.accept(stream));
        }
    });
    port
}

/// What a computer in the network does, and its environment.
#[derive(Clone, Default)]
pub struct Computer {
    environment: Vec<(String, String)>,
    settings: Vec<(String, String)>,
}

/// What the environment says of proxies and certificates. A computer starts without any of it.
const SPEAKS: &[&str] = &[
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "REQUEST_METHOD",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

const SETTINGS: &str = "SKILLSHEET_TEST_SETTINGS";
const STEP: &str = "SKILLSHEET_TEST_STEP";
const RESULT: &str = "what came of it: ";

impl Computer {
    /// One that connects to the contact centre.
    pub fn new() -> Computer {
        Computer::default().set("api-url", &format!("https://{HOST}"))
    }

    pub fn env(mut self, name: &str, value: &str) -> Computer {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn set(mut self, key: &str, value: &str) -> Computer {
        self.settings.push((key.to_owned(), value.to_owned()));
        self
    }

    /// Changes an agent.
    pub async fn write(&self) -> Result<(), Refusal> {
        self.run("write").await
    }

    pub async fn sign_in(&self) -> Result<(), Refusal> {
        self.run("sign-in").await
    }

    async fn run(&self, step: &str) -> Result<(), Refusal> {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "network_company::computer", "--ignored", "--nocapture"]);
        SPEAKS.iter().for_each(|name| _ = command.env_remove(name));
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.env(SETTINGS, serde_json::to_string(&self.settings).unwrap()).env(STEP, step);
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let result = out.lines().find_map(|line| Some(line.split_once(RESULT)?.1));
        let refusal: Option<Refusal> = serde_json::from_str(result.unwrap_or_else(|| panic!("{out}{err}"))).unwrap();
        refusal.map_or(Ok(()), Err)
    }
}

#[tokio::test]
#[ignore = "the other tests run it, as a computer of its own"]
async fn computer() {
    let text = std::env::var(SETTINGS).expect("only the other tests run this one");
    let mut settings = Settings::of("wrapped-put").unwrap();
    settings.set("client-id", "client").unwrap();
    for (key, value) in serde_json::from_str::<Vec<(String, String)>>(&text).unwrap() {
        settings.set(&key, &value).unwrap();
    }
    let timeouts = Timeouts { connect: Duration::from_secs(3), ..Timeouts::default() };
    let surroundings = Surroundings { timeouts, ..Surroundings::default() };
    let platform = settings.connect_within(SecretString::from(SECRET), &surroundings).unwrap();
    let answer = match std::env::var(STEP).unwrap().as_str() {
        "write" => platform.write(&token(), &call("ann")).await,
        _ => platform.sign_in(None).await.map(drop),
    };
    println!("\n{RESULT}{}", serde_json::to_string(&answer.err()).unwrap());
}
