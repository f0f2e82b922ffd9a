//! The system's proxy, and addresses that go past it.

use skillsheet_skills::Outcome::{self, Stop, Unreachable};
use tokio::net::TcpListener;

use crate::network_company::{Authority, Computer, HOST, Proxy, Way, protected};
use crate::raw::{Do, Raw, SECRET, http};

const NETWORK: &str = "Your company's network stopped the connection";
const GONE: &str = "Your company's proxy does not answer";

/// A file with a certificate, for as long as the folder is kept.
fn saved(authority: &Authority) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("company.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    (folder, file.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn everything_goes_through_the_systems_proxy() {
    let authority = Authority::new("Company");
    let (_folder, file) = saved(&authority);
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let proxy = Proxy::start(Way::Inspects(authority.vouches_for(HOST))).await;
        let address = format!("http://me:pass%40word@127.0.0.1:{}", proxy.port);
        let computer = Computer::new().set("ca-file", &file).env(name, &address);
        computer.write().await.unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
        let asked = proxy.asked();
        assert_eq!(asked.len(), 1, "{name}");
        assert!(asked[0].starts_with(&format!("CONNECT {HOST}:443 HTTP/1.1\r\n")), "{}", asked[0]);
        // The name and the password are the ones in the address of the proxy.
        assert!(asked[0].to_lowercase().contains("proxy-authorization: basic bwu6cgfzc0b3b3jk\r\n"), "{}", asked[0]);
        assert!(!asked[0].contains("canary"), "the proxy was given the token: {}", asked[0]);
        assert!(proxy.seen()[0].starts_with("PUT /api/v2/users/ann/skills HTTP/1.1\r\n"), "{:?}", proxy.seen());
    }
}

#[tokio::test]
async fn a_socks_proxy_is_gone_through_too() {
    let authority = Authority::new("Company");
    let (_folder, file) = saved(&authority);
    let proxy = Proxy::start(Way::Socks(authority.vouches_for(HOST))).await;
    let computer = Computer::new().set("ca-file", &file);
    computer.env("ALL_PROXY", &format!("socks5h://127.0.0.1:{}", proxy.port)).write().await.unwrap();
    assert_eq!((proxy.asked(), proxy.seen().len()), (vec![format!("{HOST}:443")], 1));
}

#[tokio::test]
async fn a_connection_that_a_proxy_breaks_off_in_the_middle_is_in_doubt() {
    let authority = Authority::new("Company");
    let (_folder, file) = saved(&authority);
    let proxy = Proxy::start(Way::BreaksOff(authority.vouches_for(HOST))).await;
    let computer = Computer::new().set("ca-file", &file).env("HTTPS_PROXY", &proxy.url());
    let refusal = computer.write().await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Unknown, "{refusal:?}");
    assert_eq!(refusal.problem.title, format!("The connection to “{HOST}” broke off"));
    assert_eq!(proxy.seen().len(), 1);
}

#[tokio::test]
async fn a_proxy_in_the_way_is_told_plainly_and_nothing_is_sent() {
    let page = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html><title>Blocked</title></html>";
    let portal = "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n";
    let asks = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n";
    for (way, outcome, title, meaning) in [
        (Way::Says(asks), Stop, NETWORK, "asks for a sign-in of its own"),
        (Way::Says(page), Stop, NETWORK, "does not connect"),
        (Way::Says(portal), Stop, NETWORK, "does not connect"),
        (Way::Says("HTTP/1.1 502 Bad Gateway\r\n\r\n"), Stop, NETWORK, "does not connect"),
        (Way::Says("SSH-2.0-OpenSSH_9.6\r\n"), Stop, NETWORK, "does not connect"),
        (Way::Says(""), Unreachable, GONE, "Nothing was sent"),
        (Way::Silent, Unreachable, "No connection to “api.example.com”", "did not answer"),
    ] {
        let proxy = Proxy::start(way).await;
        let refusal = Computer::new().env("HTTPS_PROXY", &proxy.url()).write().await.unwrap_err();
        let problem = &refusal.problem;
        assert_eq!((refusal.outcome, problem.title.as_str()), (outcome, title), "{problem:?}");
        assert!(problem.meaning.contains(meaning), "{problem:?}");
        assert!(title != NETWORK || problem.meaning.contains("Skillsheet does not go around it."), "{problem:?}");
        let asked = proxy.asked();
        assert_eq!(asked.len(), 1, "{problem:?}");
        assert!(!asked[0].contains("canary") && !asked[0].contains(SECRET), "{asked:?}");
    }
}

#[tokio::test]
async fn a_proxy_that_cannot_be_reached_is_told_as_such() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let strange = protected(Authority::new("Stranger").vouches_for("127.0.0.1")).await;
    for (address, outcome, title) in [
        (format!("http://127.0.0.1:{free}"), Unreachable, GONE),
        ("http://no-such-proxy.invalid:3128".to_owned(), Unreachable, GONE),
        (format!("socks5h://127.0.0.1:{free}"), Unreachable, GONE),
        (format!("https://127.0.0.1:{strange}"), Stop, NETWORK),
    ] {
        let refusal = Computer::new().env("HTTPS_PROXY", &address).write().await.unwrap_err();
        assert_eq!((refusal.outcome, refusal.problem.title.as_str()), (outcome, title), "{address}: {refusal:?}");
    }
}

#[tokio::test]
async fn excepted_addresses_go_past_the_proxy() {
    let proxy = Proxy::start(Way::Says("HTTP/1.1 403 Forbidden\r\n\r\n")).await;
    let computer =
        Computer::default().set("api-url", "https://api.no-such-name.invalid").env("ALL_PROXY", &proxy.url());
    for (excepted, past) in [
        ("no-such-name.invalid", true),
        ("example.com, .no-such-name.invalid", true),
        ("*", true),
        ("", false),
        ("name.invalid", false),
    ] {
        let before = proxy.asked().len();
        let refusal = computer.clone().env("NO_PROXY", excepted).write().await.unwrap_err();
        assert_eq!(proxy.asked().len() == before, past, "{excepted}: {refusal:?}");
        assert_eq!(refusal.problem.title != NETWORK, past, "{excepted}: {refusal:?}");
    }
}

#[tokio::test]
async fn addresses_on_this_computer_go_past_the_proxy() {
    let proxy = Proxy::start(Way::Says("HTTP/1.1 403 Forbidden\r\n\r\n")).await;
    let through = |computer: Computer| computer.env("ALL_PROXY", &proxy.url()).env("HTTP_PROXY", &proxy.url());
    for (bound, host) in [("127.0.0.1:0", "127.0.0.1"), ("127.0.0.1:0", "localhost"), ("[::1]:0", "[::1]")] {
        let listener = match TcpListener::bind(bound).await {
            Ok(listener) => listener,
            Err(error) => {
                println!("{host} is not tried: this computer has no IPv6 ({error})");
                continue;
            }
        };
        let raw = Raw::at(listener, vec![Do::Answer(http(200, &[], r#"{"skills":[]}"#))]);
        let computer = through(Computer::default().set("api-url", &format!("http://{host}:{}", raw.port)));
        computer.write().await.unwrap_or_else(|refusal| panic!("{host}: {refusal:?}"));
        assert_eq!((raw.requests().len(), proxy.asked().len()), (1, 0), "{host}");
        // The way is chosen anew for every address: a sign-in elsewhere goes through the proxy.
        let refusal = computer.set("login-url", "https://login.example.com").sign_in().await.unwrap_err();
        assert_eq!(refusal.problem.title, NETWORK, "{host}");
        assert_eq!(proxy.take_asked().len(), 1, "{host}");
    }
}
