"""The Python SDK against a practice centre; started by genesys-cloud.mjs."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request

import PureCloudPlatformClientV2 as sdk
from PureCloudPlatformClientV2.rest import ApiException

CENTRE = json.loads(os.environ["CENTRE"])
ADDRESS = urllib.parse.urlsplit(CENTRE["address"])


def client():
    """A client of the SDK that talks to the centre: the one thing that is set."""
    api = sdk.api_client.ApiClient()
    api.set_gateway(ADDRESS.hostname, "http", ADDRESS.port, "", "")
    return api


def levels(skills):
    return {skill.id: skill.proficiency for skill in skills}


def every_page(read):
    entities, number = [], 1
    while True:
        page = read(page_number=number, page_size=100)
        entities.extend(page.entities)
        if number >= page.page_count:
            return entities
        number += 1


def item(skill, proficiency):
    body = sdk.UserRoutingSkillPost()
    body.id, body.proficiency = skill, proficiency
    return body


def refused(status, code, call):
    try:
        call()
    except ApiException as error:
        assert error.status == status, error
        assert json.loads(error.body)["code"] == code, error.body
    else:
        raise AssertionError("it was taken")


def as_program():
    api = client().get_client_credentials_token(CENTRE["clientId"], CENTRE["secret"])
    token = sdk.TokensApi(api).get_tokens_me()
    assert token.o_auth_client.authorized_grant_type == "CLIENT-CREDENTIALS"
    limits = sdk.OrganizationApi(api).get_organizations_limits_namespace("platform.api")
    assert any(limit.key == "token.rate.per.minute" and limit.value == 300 for limit in limits.entities)
    users = sdk.UsersApi(api)
    people = every_page(lambda **page: users.get_users(expand=["skills"], **page))
    skills = every_page(sdk.RoutingApi(api).get_routing_skills)
    assert len(people) > 400 and len(skills) == 36
    criterion = sdk.UserSearchCriteria()
    criterion.type, criterion.fields, criterion.value = "EXACT", ["email"], people[1].email
    search = sdk.UserSearchRequest()
    search.query = [criterion]
    assert users.post_users_search(search).results[0].id == people[1].id
    skills_of(users, people[1], skills)


def skills_of(users, person, skills):
    """Every way of writing, each looked up afterwards, and at the end all is as before."""

    def read():
        return levels(users.get_user_routingskills(person.id, page_size=50).entities)

    before = read()
    assert before == levels(person.skills)
    added = [skill.id for skill in skills if skill.id not in before][:3]
    items = [item(skill, 2.5 + place) for place, skill in enumerate(added)]
    expected = {**before, **{one.id: one.proficiency for one in items}}
    answer = users.patch_user_routingskills_bulk(person.id, items)
    assert levels(answer.entities) == expected, "PATCH adds and keeps the rest"

    body = sdk.UserRoutingSkill()
    body.proficiency = 1.0
    assert users.put_user_routingskill(person.id, added[0], body).proficiency == 1
    users.delete_user_routingskill(person.id, added[1])
    expected[added[0]] = 1
    assert expected.pop(added[1]) == 3.5
    assert read() == expected
    users.post_user_routingskills(person.id, item(added[1], 5.0))
    assert read()[added[1]] == 5

    everything = [item(skill, level) for skill, level in before.items()]
    assert levels(users.put_user_routingskills_bulk(person.id, everything).entities) == before, "PUT replaces"
    beyond = [item(added[0], 6.0)]
    refused(400, "invalid.value", lambda: users.patch_user_routingskills_bulk(person.id, beyond))
    unknown = [item("00000000-0000-4000-8000-000000000000", 1.0)]
    code = "general.resource.not.found"
    refused(404, code, lambda: users.put_user_routingskills_bulk(person.id, unknown))
    assert read() == before


class Stay(urllib.request.HTTPRedirectHandler):
    """A browser that tells where it was sent, instead of going there."""

    def redirect_request(self, *_):
        return None


def sent_back(challenge):
    query = {
        "client_id": CENTRE["publicClientId"],
        "response_type": "code",
        "redirect_uri": CENTRE["redirectUri"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "state": "of ours",
    }
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
    try:
        browser.open(f"{CENTRE['address']}/oauth/authorize?{urllib.parse.urlencode(query)}")
    except urllib.error.HTTPError as answer:
        assert answer.code == 302, answer
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["Location"]).query))
    raise AssertionError("the browser was not sent back")


def as_person():
    """The SDK makes verifier and challenge; what a browser would do is done here by hand."""
    api = client()
    verifier = api.generate_pkce_code_verifier(128)
    back = sent_back(api.compute_pkce_code_challenge(verifier))
    assert back["state"] == "of ours"
    api.get_pkce_token(CENTRE["publicClientId"], verifier, back["code"], CENTRE["redirectUri"])
    assert sdk.UsersApi(api).get_users_me().email.endswith("@practice.example")


as_program()
as_person()
print("The Python SDK found its way about the practice centre")
