use serde_json::json;
use skillsheet_practice::{Centre, Dialect, Levels, Options, StartError, WrappedPut};

use crate::support::{centre_with, someone};

fn with(settings: WrappedPut) -> Options {
    Options { dialect: Dialect::WrappedPut(settings), ..Options::fast() }
}

#[tokio::test]
async fn a_tenant_may_keep_its_directory_and_its_assignments_to_itself() {
    let settings = WrappedPut { directory_listed: false, assignments_readable: false, ..WrappedPut::default() };
    let (centre, client) = centre_with(with(settings)).await;
    let (_, path, [skill, _]) = someone(&centre);
    assert_eq!(client.get("/api/v2/users").await.0, 404);
    assert_eq!(client.get("/api/v2/skills").await.0, 404);
    assert_eq!(client.get(&path).await.0, 405);
    assert_eq!(client.put(&path, &json!({ "skills": [{ "id": skill, "proficiency": 5 }] })).await.0, 200);
}

#[tokio::test]
async fn a_tenant_may_merge_what_is_put() {
    let (centre, client) = centre_with(with(WrappedPut { put_merges: true, ..WrappedPut::default() })).await;
    let (agent, path, [first, second]) = someone(&centre);
    centre.set_assignments(&agent, Levels::from([(first.clone(), 10)]));
    assert_eq!(client.put(&path, &json!({ "skills": [{ "id": second, "proficiency": 20 }] })).await.0, 200);
    assert_eq!(centre.assignments(&agent).unwrap(), Levels::from([(first, 10), (second, 20)]));
}

#[tokio::test]
async fn a_tenant_may_take_a_map_have_its_own_scale_and_say_nothing() {
    let settings =
        WrappedPut { map_accepted: true, proficiency: 1..=5, put_answers_nothing: true, ..WrappedPut::default() };
    let (centre, client) = centre_with(with(settings)).await;
    let (agent, path, [first, second]) = someone(&centre);
    assert_eq!(
        client.put(&path, &json!({ first.clone(): 5, second.clone(): 1 })).await,
        (reqwest::StatusCode::NO_CONTENT, json!(""))
    );
    assert_eq!(centre.assignments(&agent).unwrap(), Levels::from([(first.clone(), 5), (second, 1)]));
    assert_eq!(client.put(&path, &json!({ first.clone(): 6 })).await.0, 422);
    assert_eq!(client.put(&path, &json!({ first.clone(): "5" })).await.0, 400);
    assert_eq!(client.put(&path, &json!({ "skills": [{ "id": first, "proficiency": 0 }] })).await.0, 422);
}

#[tokio::test]
async fn paths_can_be_others_and_bad_ones_are_told_at_the_start() {
    let settings =
        WrappedPut { assignments_path: "/wfm/agents/{userId}/abilities".to_owned(), ..WrappedPut::default() };
    let (centre, client) = centre_with(with(settings)).await;
    let (agent, path, _) = someone(&centre);
    assert_eq!(client.get(&format!("/wfm/agents/{agent}/abilities")).await.0, 200);
    assert_eq!(client.get(&path).await.0, 404);

    let usual = WrappedPut::default;
    let bad = [
        WrappedPut { users_path: "api".to_owned(), ..usual() },
        WrappedPut { users_path: "/practice/log".to_owned(), ..usual() },
        WrappedPut { users_path: usual().skills_path, ..usual() },
        WrappedPut { users_path: "/users/{id}".to_owned(), ..usual() },
        WrappedPut { assignments_path: "/users/skills".to_owned(), ..usual() },
        WrappedPut { assignments_path: "/users/{id/skills".to_owned(), ..usual() },
    ];
    for settings in bad {
        assert!(
            matches!(Centre::start(with(settings.clone()), None).await, Err(StartError::Path { .. })),
            "{settings:?}"
        );
    }
}

#[tokio::test]
async fn a_taken_port_and_an_empty_list_of_clients_are_told() {
    let first = Centre::start(Options::fast(), None).await.unwrap();
    let port = first.address().port();
    let taken = Centre::start(Options::fast(), Some(port)).await;
    assert!(matches!(taken, Err(StartError::Listen { address, .. }) if address.port() == port));
    let nobody = Options { clients: Vec::new(), ..Options::fast() };
    assert!(matches!(Centre::start(nobody, None).await, Err(StartError::NoClient)));
    first.stop().await;
    assert!(Centre::start(Options::fast(), Some(port)).await.is_ok(), "stopping frees the port");
}
