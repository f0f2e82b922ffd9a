//! Lists, grids, packed cells, and grids that lie on their side.

use skillsheet_skills::Layout;

use super::case::{Case, Say, case};
use super::centre::Platform;
use super::expect;
use super::files::xlsx;

pub fn cases() -> Vec<Case> {
    [lists_and_grids(), packed(), across()].concat()
}

fn lists_and_grids() -> Vec<Case> {
    vec![
        case(
            "a list that says what to do",
            xlsx(&[
                "Agent | Skill | Level | Action",
                "@ann | Billing | 4 | ",
                "@ann | Spanish | 4 | remove",
                "@bob | Billing | 5 | skip",
                "@bob | Chat | 1 | Set",
                "@jan | Chat |  | delete",
                "@eva | Chat | 3 | whatever",
            ]),
        )
        .edits("ann billing 4 C2; ann spanish remove C3; bob chat 1 C5; jan chat remove C6")
        .problems("D7 unknownAction"),
        case(
            "a grid with empty cells and removals",
            xlsx(&[
                "Agent | Team | Billing | Spanish | Chat",
                "@ann | Care | 4 | - | ",
                "@bob | Care |  | 2 | remove",
                "@jan | Care |  |  | ",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 C2; ann spanish remove D2; bob spanish 2 D3; bob chat remove E3"),
        case(
            "a grid with a skill called like a column of addresses",
            xlsx(&["Work e-mail | Billing | E-mail", "@ann | 4 | 3", "@bob |  | 2"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann mail 3 C2; bob mail 2 C3"),
        case(
            "a grid that names agents twice, one column of another kind in between",
            xlsx(&[
                "Name | E-mail address | Site | Start date | Billing | Chat",
                "Maria Silva | @maria2 | Porto | d:2024-05-02 | 4 | 1",
            ]),
        )
        .how("Skills grid 1")
        .edits("maria2 billing 4 E2; maria2 chat 1 F2"),
        case(
            "a grid with a skill that nobody knows and one that is switched off",
            xlsx(&["Agent | Billing | Biling | Fax | Cooking", "@ann | 4 | 3 | 2 | 1", "@bob | 5 |  |  | "]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; bob billing 5 B3")
        .problems("C1 unknownSkill; D1 inactiveSkill; E1 unknownSkill"),
        case(
            "a grid with a skill in two columns",
            xlsx(&["Agent | Billing | Chat | billing", "@ann | 4 | 1 | 4", "@bob | 4 | 1 | 5", "@jan |  |  | 2"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2+D2; ann chat 1 C2; bob chat 1 C3; jan billing 2 D4")
        .problems("D1 repeatedHeading warning; B2 repeated note; B3 contradiction"),
        case(
            "a list read as a grid on request has nothing to be read",
            xlsx(&["Agent | Billing | Skill | Level", "@ann | 4 | Chat | 1"]),
        )
        .say(Say::Layout(Layout::Grid))
        .how("Skills grid 1")
        .edits("ann billing 4 B2"),
    ]
}

fn packed() -> Vec<Case> {
    vec![
        case(
            "packed with colons and commas",
            xlsx(&[
                "Agent | Skills",
                "@ann | Billing:4, Spanish:3",
                "@bob | Chat: 1,Technical support: 2.5",
                "@jan | ",
            ]),
        )
        .how("Skills packed 1")
        .edits("ann billing 4 B2; ann spanish 3 B2; bob chat 1 B3; bob tech 2.5 B3"),
        case(
            "packed by CXone's ids",
            xlsx(&[
                "Username | First Name | Last Name | Skill ID",
                "@ann | Ann | Lee | 43464|5;5233|1",
                "@bob | Bob | Stone | 5236|7",
            ]),
        )
        .on(Platform::Cxone)
        .how("Skills packed 1")
        .edits("ann billing 5 D2; ann spanish 1 D2; bob chat 7 D3"),
        case(
            "packed with brackets, semicolons and line breaks",
            xlsx(&["Agent | Skills and levels", "@ann | Billing (4); Spanish (3)", "@bob | Billing=5\nChat=1"]),
        )
        .how("Skills packed 1")
        .edits("ann billing 4 B2; ann spanish 3 B2; bob billing 5 B3; bob chat 1 B3"),
        case(
            "packed with mistakes in single entries",
            xlsx(&[
                "Agent | Skills",
                "@ann | Billing:4, Cooking:3, Spanish:9",
                "@bob | Chat:1, Spanish",
                "@jan | see the other list",
                "@eva | Billing:3, Billing:5, Chat:-",
            ]),
        )
        .how("Skills packed 1")
        .edits("ann billing 4 B2; eva chat remove B5")
        .problems("B2 unknownSkill; B2 outOfScale; B3 notPacked; B4 notPacked; B5 contradiction"),
        case(
            "packed with a skill whose name has a dash",
            xlsx(&["Agent | Skills", "@ann | Sales – new:4, Technical support:2", "@bob | Sales – new:1"]),
        )
        .how("Skills packed 1")
        .edits("ann sales 4 B2; ann tech 2 B2; bob sales 1 B3"),
    ]
}

fn across() -> Vec<Case> {
    vec![
        case(
            "skills down, agents across",
            xlsx(&[
                "Skill | Ann Lee | Bob Stone | Jan van Dijk",
                "Billing | 4 | 5 | ",
                "Chat | - |  | 1",
                "Technical support |  | 2.5 | ",
            ]),
        )
        .how("Skills transposed 1")
        .edits("ann billing 4 B2; bob billing 5 C2; ann chat remove B3; jan chat 1 D3; bob tech 2.5 C4"),
        case(
            "agents across by their addresses, with somebody unknown",
            xlsx(&["Skill | @ann | nobody@acme.example | @bob", "Billing | 4 | 3 | 5", "Cooking | 1 |  | "]),
        )
        .how("Skills transposed 1")
        .edits("ann billing 4 B2; bob billing 5 D2")
        .problems("C1 unknownAgent; A3 unknownSkill"),
        case(
            "agents across, two of one name",
            xlsx(&["Skill | Ann Lee | Maria Silva | Zoë Krüger", "Billing | 4 | 3 | 2", "Chat | 1 |  | "]),
        )
        .how("Skills transposed 1")
        .edits("ann billing 4 B2; ann chat 1 B3")
        .problems("C1 ambiguousAgent; D1 inactiveAgent"),
    ]
}

#[test]
fn every_layout_is_read() {
    expect(&cases());
}
