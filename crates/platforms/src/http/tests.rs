//! A host with addresses of both families, of which one is no good. Names are looked up by the test; all else is as it
//! is.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Name, Resolve, Resolving};
use skillsheet_skills::Outcome;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;

use super::*;

const PATIENCE: Duration = Duration::from_millis(300);

fn client(host: &str, addresses: &[SocketAddr]) -> Http {
    let built = || builder(Timeouts::default()).no_proxy().resolve_to_addrs(host, addresses).build().unwrap();
    Http { through: built(), straight: built(), known: Mutex::default() }
}

async fn answer(listener: TcpListener) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let _ = stream.read(&mut [0; 4096]).await;
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
    }
}

/// Two addresses with one port, of which only the second answers.
async fn one_of_two(dead: impl Into<std::net::IpAddr>, alive: impl Into<std::net::IpAddr>) -> Option<[SocketAddr; 2]> {
    let listener = TcpListener::bind((alive.into(), 0)).await.ok()?;
    let alive = listener.local_addr().unwrap();
    tokio::spawn(answer(listener));
    Some([(dead.into(), alive.port()).into(), alive])
}

async fn reach(addresses: [SocketAddr; 2]) -> Answer<Reply> {
    let http = client("both.example.com", &addresses);
    let url = format!("http://both.example.com:{}/", addresses[0].port());
    http.send(http.client().get(url), Stance::Read).await
}

#[tokio::test]
async fn a_family_of_addresses_that_is_refused_is_passed_over() {
    for addresses in [
        one_of_two(Ipv6Addr::LOCALHOST, Ipv4Addr::LOCALHOST).await,
        one_of_two(Ipv4Addr::LOCALHOST, Ipv6Addr::LOCALHOST).await,
    ] {
        let Some(addresses) = addresses else {
            println!("not tried: this computer has no IPv6");
            continue;
        };
        let reply = reach(addresses).await.unwrap_or_else(|refusal| panic!("{addresses:?}: {refusal:?}"));
        assert_eq!(reply.status, 204, "{addresses:?}");
    }
}

#[tokio::test]
async fn a_family_of_addresses_that_never_answers_is_passed_over() {
    let addresses = one_of_two(Ipv6Addr::LOCALHOST, Ipv4Addr::LOCALHOST).await.unwrap();
    // A place where nobody is let in any more: its waiting room is full.
    let socket = TcpSocket::new_v6().unwrap();
    if socket.bind(addresses[0]).is_err() {
        println!("not tried: this computer has no IPv6");
        return;
    }
    let _full = socket.listen(1).unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = timeout(PATIENCE, TcpStream::connect(addresses[0])).await {
        waiting.push(stream);
        if waiting.len() > 20 {
            println!("not tried: this system lets everybody wait");
            return;
        }
    }
    let reply = reach(addresses).await.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(reply.status, 204);
}

/// What macOS and Windows say of every name while there is no network.
struct NoSuchName;

impl Resolve for NoSuchName {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(async { Err(io::Error::other("nodename nor servname provided, or not known").into()) })
    }
}

#[tokio::test]
async fn a_host_that_has_answered_has_a_name() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(answer(listener));
    let nameless = || builder(Timeouts::default()).no_proxy().dns_resolver(Arc::new(NoSuchName)).build().unwrap();
    let mut http = client("one.example.com", &[address]);
    let connected = std::mem::replace(&mut http.through, nameless());
    let url = format!("http://one.example.com:{}/", address.port());
    let refused = async |http: &Http| http.send(http.client().get(&url), Stance::Write).await.map(|_| ()).unwrap_err();
    assert_eq!(refused(&http).await.outcome, Outcome::Stop, "it may be mistyped");
    http.through = connected;
    http.send(http.client().get(&url), Stance::Write).await.map(|_| ()).unwrap();
    http.through = nameless();
    let refusal = refused(&http).await;
    assert_eq!(refusal.outcome, Outcome::Unreachable);
    assert_eq!(refusal.problem.title, "No connection to the internet");
}
