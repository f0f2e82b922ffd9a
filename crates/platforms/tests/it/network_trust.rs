//! A network that answers in everybody's name, and whose certificates this computer knows or does not.

use std::fs;

use rcgen::{CertificateParams, date_time_ymd};
use secrecy::SecretString;
use skillsheet_platforms::Settings;
use skillsheet_skills::Outcome;
use tempfile::tempdir;

use crate::network_company::{Authority, Computer, HOST, Proxy, Way};

#[tokio::test]
async fn the_networks_certificate_is_trusted_from_the_system_or_from_a_file() {
    let (company, other) = (Authority::new("Company"), Authority::new("Other"));
    let folder = tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let pem = file("company.pem", company.pem().as_bytes());
    let der = file("company.cer", &company.der());
    let marked = file("marked.pem", format!("\u{feff}{}", company.pem()).as_bytes());
    let windows = file("lines.crt", company.pem().replace('\n', "\r\n").as_bytes());
    let both = file("both.pem", format!("Other\n{}\nCompany\n{}", other.pem(), company.pem()).as_bytes());
    let others = file("other.pem", other.pem().as_bytes());
    // The system's store of certificates is a file that can be named on Linux only.
    let store = cfg!(target_os = "linux");
    for (system, further, trusted) in [
        (None, "", false),
        (None, others.as_str(), false),
        (None, &pem, true),
        (None, &der, true),
        (None, &marked, true),
        (None, &windows, true),
        (None, &both, true),
        (Some(&pem), "", true),
        (Some(&others), "", false),
        // A further certificate is added to the system's, and takes no place of theirs.
        (Some(&pem), &others, true),
        (Some(&others), &pem, true),
    ] {
        if system.is_some() && !store {
            println!("not tried: this system's store of certificates is no file");
            continue;
        }
        let proxy = Proxy::start(Way::Inspects(company.vouches_for(HOST))).await;
        let computer = Computer::new().env("HTTPS_PROXY", &proxy.url()).set("ca-file", further);
        let computer = system.iter().fold(computer, |computer, file| computer.env("SSL_CERT_FILE", file));
        let answer = computer.write().await;
        assert_eq!(proxy.seen().len(), usize::from(trusted), "{system:?} {further}");
        if trusted {
            answer.unwrap_or_else(|refusal| panic!("{system:?} {further}: {refusal:?}"));
            continue;
        }
        let refusal = answer.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Stop);
        assert_eq!(refusal.problem.title, "Your company's network stopped the connection");
        assert!(refusal.problem.meaning.contains("does not know its certificate"), "{refusal:?}");
        assert!(refusal.problem.meaning.ends_with("Skillsheet does not go around it."), "{refusal:?}");
        assert!(refusal.problem.next.contains("IT department"), "{refusal:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_in_order_is_refused_whoever_signed_it() {
    let company = Authority::new("Company");
    let folder = tempdir().unwrap();
    let file = folder.path().join("company.pem");
    fs::write(&file, company.pem()).unwrap();
    type Spoil = fn(&mut CertificateParams);
    let cases: [(&str, Spoil, &str); 4] = [
        (HOST, |params| params.not_after = date_time_ymd(2020, 1, 1), "It has run out"),
        (HOST, |params| params.not_before = date_time_ymd(4000, 1, 1), "is not valid yet"),
        ("tunnel-proxy.example.com", |_| {}, "It belongs to another address"),
        (
            HOST,
            |params| params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth],
            "is of no use here",
        ),
    ];
    for (host, spoil, meaning) in cases {
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        spoil(&mut params);
        let proxy = Proxy::start(Way::Inspects(company.vouches(params))).await;
        let computer = Computer::new().env("HTTPS_PROXY", &proxy.url()).set("ca-file", file.to_str().unwrap());
        let refusal = computer.write().await.unwrap_err();
        let title = format!("The certificate of “{HOST}” is not in order");
        assert_eq!((refusal.outcome, refusal.problem.title.as_str()), (Outcome::Stop, title.as_str()), "{refusal:?}");
        assert!(refusal.problem.meaning.contains(meaning), "{refusal:?}");
        assert_eq!(proxy.seen().len(), 0, "{host}");
    }
}

#[test]
fn a_file_that_holds_no_certificate_is_told_at_its_field() {
    let folder = tempdir().unwrap();
    let key = rcgen::KeyPair::generate().unwrap().serialize_pem();
    let authority = Authority::new("Company");
    let (pem, der) = (authority.pem(), authority.der());
    let cut = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let garbage = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_vec();
    let none = "holds no certificate that can be used";
    for (name, bytes, message) in [
        ("missing.pem", None, "There is no file “missing.pem”"),
        ("empty.pem", Some(Vec::new()), none),
        ("text.pem", Some(b"Dear colleagues".to_vec()), none),
        ("key.pem", Some(key.into_bytes()), none),
        ("cut.pem", Some(cut(pem.as_bytes())), none),
        ("cut.cer", Some(cut(&der)), none),
        ("one-bad-of-two.pem", Some([pem.as_bytes(), &garbage].concat()), none),
        ("garbage.pem", Some(garbage), none),
        ("container.p7b", Some(vec![0x30, 0x03, 0x02, 0x01, 0x01]), none),
    ] {
        let file = folder.path().join(name);
        bytes.iter().for_each(|bytes| fs::write(&file, bytes).unwrap());
        assert_refused(file.to_str().unwrap(), &[name, message]);
    }
    assert_refused(folder.path().to_str().unwrap(), &[folder.path().file_name().unwrap().to_str().unwrap()]);
}

fn assert_refused(file: &str, parts: &[&str]) {
    let mut settings = Settings::of("wrapped-put").unwrap();
    for (key, value) in [("client-id", "client"), ("api-url", "https://api.example.com"), ("ca-file", file)] {
        settings.set(key, value).unwrap();
    }
    let error = settings.connect(SecretString::from("s")).err().unwrap_or_else(|| panic!("{file} was taken"));
    assert_eq!(error.field, "caFile", "{error:?}");
    assert!(parts.iter().all(|part| error.message.contains(part)), "{error:?}");
    assert!(!error.hint.is_empty() && !error.message.contains("os error"), "{error:?}");
}
