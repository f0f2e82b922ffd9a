use std::error::Error;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use skillsheet_practice::{Centre, End, Entry, Fault, Levels, Rule};

use crate::support::{Client, centre, someone, told, until};

struct Scene {
    centre: Centre,
    client: Client,
    agent: String,
    path: String,
    body: Value,
    before: Levels,
    after: Levels,
}

/// A centre where the next `PUT` meets a fault, and all later ones do not.
async fn scene(fault: Fault) -> Scene {
    let (centre, client) = centre().await;
    let (agent, path, [skill, _]) = someone(&centre);
    let before = centre.assignments(&agent).unwrap();
    let body = json!({ "skills": [{ "id": skill, "proficiency": 55 }] });
    centre.set_faults(vec![Rule::new(fault).method("PUT").agent(&agent).times(1)]);
    Scene { centre, client, agent, path, body, before, after: Levels::from([(skill, 55)]) }
}

impl Scene {
    fn now(&self) -> Levels {
        self.centre.assignments(&self.agent).unwrap()
    }

    fn last(&self) -> Entry {
        self.centre.log().pop().unwrap()
    }

    /// Waits for what the centre does by itself.
    async fn until(&self, what: impl Fn(&Self) -> bool) {
        until(|| what(self)).await;
    }

    /// Sends the request, and hangs up as soon as it has arrived.
    async fn asks_and_leaves(&self) {
        let request = tokio::spawn(self.client.request(Method::PUT, &self.path).json(&self.body).send());
        self.until(|scene| scene.last().method == "PUT").await;
        request.abort();
    }

    /// The fault is over: the same request is done as if nothing had been.
    async fn works_again(&self) {
        assert_eq!(self.client.put(&self.path, &self.body).await.0, 200);
        assert_eq!(self.now(), self.after);
    }
}

fn is_reset(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::ConnectionReset) {
            return true;
        }
        source = cause.source();
    }
    false
}

#[tokio::test]
async fn statuses_come_with_and_without_retry_after_and_apply_nothing() {
    let with =
        |status, seconds| Fault::Status { status, retry_after: Some(seconds), body: None, text: None, applies: false };
    let cases = [
        (Fault::TooManyRequests { retry_after: Some(7) }, 429, Some("7")),
        (Fault::TooManyRequests { retry_after: None }, 429, None),
        (Fault::status(500), 500, None),
        (Fault::status(502), 502, None),
        (with(503, 2), 503, Some("2")),
        (Fault::status(504), 504, None),
        (Fault::status(403), 403, None),
    ];
    for (fault, status, seconds) in cases {
        let scene = scene(fault.clone()).await;
        let response = scene.client.try_put(&scene.path, &scene.body).await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.headers().get("retry-after").map(|value| value.to_str().unwrap()), seconds);
        let (_, body) = told(response).await;
        assert!(body["message"].is_string() && body["errors"].is_array(), "{body}");
        assert_eq!((scene.now(), scene.last().fault), (scene.before.clone(), Some(fault)));
        scene.works_again().await;
    }
}

#[tokio::test]
async fn a_status_may_carry_any_body_and_may_apply_all_the_same() {
    let fault = |body, text, applies| Fault::Status { status: 500, retry_after: None, body, text, applies };
    let quiet = scene(fault(Some(json!("broken")), None, false)).await;
    assert_eq!(
        quiet.client.put(&quiet.path, &quiet.body).await,
        (reqwest::StatusCode::INTERNAL_SERVER_ERROR, json!("broken"))
    );
    assert_eq!(quiet.now(), quiet.before);
    let page = scene(fault(None, Some("<h1>Bad</h1>".to_owned()), true)).await;
    let response = page.client.try_put(&page.path, &page.body).await.unwrap();
    assert_eq!((response.headers()["content-type"].to_str().unwrap(), page.now()), ("text/html", page.after.clone()));
    assert_eq!(response.text().await.unwrap(), "<h1>Bad</h1>");
    let headers = [("Retry-After".to_owned(), "soon".to_owned())].into();
    let odd = scene(Fault::Answer { status: 429, headers, text: "{".to_owned() }).await;
    let response = odd.client.try_put(&odd.path, &odd.body).await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (429, "soon"));
    assert_eq!(response.text().await.unwrap(), "{");
}

#[tokio::test]
async fn a_reset_before_applies_nothing_and_one_after_loses_the_answer() {
    for (fault, applies) in [(Fault::ResetBefore, false), (Fault::ResetAfter, true)] {
        let scene = scene(fault).await;
        let error = scene.client.try_put(&scene.path, &scene.body).await.unwrap_err();
        assert!(is_reset(&error), "{error:?}");
        let entry = scene.last();
        assert_eq!((entry.end, entry.status, entry.applied.len()), (Some(End::Reset), None, usize::from(applies)));
        assert_eq!(&scene.now(), if applies { &scene.after } else { &scene.before });
        scene.works_again().await;
    }
}

#[tokio::test]
async fn a_hang_ends_in_a_reset_or_when_the_client_has_had_enough() {
    for applies in [false, true] {
        let scene = scene(Fault::Hang { seconds: 0.05, applies }).await;
        let error = scene.client.try_put(&scene.path, &scene.body).await.unwrap_err();
        assert!(is_reset(&error), "{error:?}");
        assert_eq!(&scene.now(), if applies { &scene.after } else { &scene.before });
    }
    let scene = scene(Fault::Hang { seconds: 3600.0, applies: false }).await;
    scene.asks_and_leaves().await;
    scene.until(|scene| scene.last().end == Some(End::ClientLeft)).await;
    scene.works_again().await;
    assert_eq!(scene.last().in_flight, 1, "who has left is not in flight");
}

#[tokio::test]
async fn late_answers_are_whole() {
    for fault in [Fault::Delay { millis: 30 }, Fault::SlowBody { millis: 40 }] {
        let scene = scene(fault).await;
        let (status, body) = scene.client.put(&scene.path, &scene.body).await;
        assert_eq!((status.as_u16(), &body["skills"][0]["proficiency"]), (200, &json!(55)));
        assert_eq!(scene.now(), scene.after);
    }
}

#[tokio::test]
async fn the_server_goes_on_when_the_client_has_left() {
    let scene = scene(Fault::Delay { millis: 50 }).await;
    scene.asks_and_leaves().await;
    scene.until(|scene| scene.now() == scene.after).await;
    assert_eq!(scene.last().applied.len(), 1);
}

#[tokio::test]
async fn a_malformed_body_is_no_json_though_the_request_is_applied() {
    let scene = scene(Fault::MalformedBody).await;
    let (status, body) = scene.client.put(&scene.path, &scene.body).await;
    assert_eq!(status, 200);
    assert!(body.as_str().is_some_and(|text| text.starts_with("{\"skills\":")), "{body}");
    assert_eq!(scene.now(), scene.after);
}

#[tokio::test]
async fn a_revoked_token_is_no_good_for_anything_any_more() {
    let scene = scene(Fault::RevokeToken).await;
    assert_eq!(scene.client.put(&scene.path, &scene.body).await.0, 401);
    assert_eq!(scene.client.put(&scene.path, &scene.body).await.0, 401);
    assert_eq!(scene.now(), scene.before);
    let again = Client::signed_in(&scene.centre).await;
    assert_eq!(again.put(&scene.path, &scene.body).await.0, 200);
}

#[tokio::test]
async fn a_late_apply_comes_after_its_error_and_not_after_a_reset_of_the_centre() {
    let first = scene(Fault::ApplyLate { millis: 50, status: 504 }).await;
    assert_eq!(first.client.put(&first.path, &first.body).await.0, 504);
    first.until(|scene| scene.now() == scene.after).await;
    let entry = first.last();
    assert_eq!((entry.status, entry.applied[0].before.clone()), (Some(504), first.before.clone()));
    assert!(entry.applied[0].at_micros > entry.ended_micros.unwrap());

    let second = scene(Fault::ApplyLate { millis: 50, status: 502 }).await;
    assert_eq!(second.client.put(&second.path, &second.body).await.0, 502);
    second.centre.reset();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(second.now(), second.before);
}

#[tokio::test]
async fn signing_in_can_fail_too() {
    let scene = scene(Fault::ResetBefore).await;
    scene.centre.set_faults(vec![Rule::new(Fault::status(503)).path("/oauth/token").times(1)]);
    let form = [("grant_type", "client_credentials")];
    let sign_in =
        || crate::support::sign_in(&scene.centre, scene.centre.client_id(), scene.centre.client_secret(), &form);
    assert_eq!(sign_in().await.0, 503);
    assert_eq!(sign_in().await.0, 200);
}
