//! Names of people and skills, and what disagrees.

use super::case::{Case, case};
use super::centre::Platform;
use super::expect;
use super::files::xlsx;

pub fn cases() -> Vec<Case> {
    [people(), disagreements()].concat()
}

fn people() -> Vec<Case> {
    vec![
        case(
            "names in either order, with and without a comma",
            xlsx(&[
                "Agent | Skill | Level",
                "Lee, Ann | Billing | 4",
                "Stone Bob | Billing | 4",
                "van Dijk, Jan | Billing | 4",
                "Dijk, Jan van | Chat | 1",
                "LINDQVIST,EVA | Billing | 4",
                "健太郎 佐々木 | Billing | 4",
            ]),
        )
        .edits(
            "ann billing 4 C2; bob billing 4 C3; jan billing 4 C4; jan chat 1 C5; eva billing 4 C6; ken billing 4 C7",
        ),
        case(
            "two agents of one name",
            xlsx(&[
                "Agent | Skill | Level",
                "Maria Silva | Billing | 4",
                "Silva, Maria | Chat | 1",
                "@maria2 | Spanish | 3",
            ]),
        )
        .edits("maria2 spanish 3 C4")
        .problems("A2 ambiguousAgent; A3 ambiguousAgent"),
        case(
            "two agents of one name, told apart by another column",
            xlsx(&[
                "Agent | Employee no. | Skill | Level",
                "Maria Silva | E1003 | Billing | 4",
                "Maria Silva | E1004 | Billing | 5",
                "Maria Silva |  | Chat | 1",
            ]),
        )
        .edits("maria1 billing 4 D2; maria2 billing 5 D3")
        .problems("A4 ambiguousAgent"),
        case(
            "nobody and nothing that is called so",
            xlsx(&[
                "Agent | Skill | Level",
                "Anne Lee | Billing | 4",
                "@bob | Biling | 4",
                "@jan | Sales - new | 3",
                "Somebody Else | Cooking | 2",
                "bob.stone@acme.exampel | Billing | 5",
                "@eva | Billing | 4",
            ]),
        )
        .edits("eva billing 4 C7")
        .problems(
            "A2 unknownAgent; B3 unknownSkill; B4 unknownSkill; A5 unknownAgent; B5 unknownSkill; A6 unknownAgent",
        ),
        case(
            "rows that name no agent or no skill",
            xlsx(&["Agent | Skill | Level", "@ann |  | 4", "", " | Billing | 3", "@bob | Billing | 4"]),
        )
        .edits("bob billing 4 C5")
        .problems("B2 missingName; A4 missingName"),
        case(
            "a grid row that names nobody",
            xlsx(&["Agent | Billing | Chat", "@ann | 4 | 1", "", " | 3 | 1", " |  | "]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann chat 1 C2")
        .problems("A4 missingName"),
        case(
            "an agent who has left, and skills that are switched off",
            xlsx(&["Agent | Skill | Level", "Zoë Krüger | Billing | 4", "@ann | Fax | 3", "@bob | Billing | 4"]),
        )
        .edits("bob billing 4 C4")
        .problems("A2 inactiveAgent; B3 inactiveSkill"),
        case(
            "the same in CXone",
            xlsx(&["Agent | Skill | Level", "Zoë Krüger | Billing | 4", "@ann | Fax | 3", "@bob | Billing | 4"]),
        )
        .on(Platform::Cxone)
        .edits("bob billing 4 C4")
        .problems("A2 inactiveAgent; B3 inactiveSkill"),
    ]
}

fn disagreements() -> Vec<Case> {
    vec![
        case(
            "said twice the same",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | 4",
                "@bob | Chat | 1",
                "Ann Lee | billing | '4",
                "E1001 | Billing | 4",
            ]),
        )
        .edits("ann billing 4 C2+C4+C5; bob chat 1 C3")
        .problems("C2 repeated note"),
        case(
            "two cells that disagree",
            xlsx(&[
                "Agent | Skill | Level | Action",
                "@ann | Billing | 4 | ",
                "Lee, Ann | Billing | 5 | ",
                "@bob | Chat | 1 | ",
                "@bob | Chat |  | remove",
            ]),
        )
        .problems("C2 contradiction; C4 contradiction"),
        case(
            "three cells of which two agree",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | 4",
                "@ann | Billing | 4",
                "@ann | Billing | 5",
                "@bob | Billing | 4",
            ]),
        )
        .edits("bob billing 4 C5")
        .problems("C2 contradiction"),
        case(
            "an agent in two rows of a grid",
            xlsx(&["Agent | Billing | Chat | Spanish", "@ann | 4 | 1 | ", "Ann Lee | 4 | 3 | 2"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2+B3; ann spanish 2 D3")
        .problems("B2 repeated note; C2 contradiction"),
        case(
            "more skills than an agent may have",
            xlsx(&[
                "Agent | Billing | Spanish | Technical support | E-mail",
                "@ann | 4 | 2 | 1 | 3",
                "@bob | 4 | 2 |  | ",
            ]),
        )
        .at_most(4, "ann mail")
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann spanish 2 C2; ann tech 1 D2; ann mail 3 E2; bob billing 4 B3; bob spanish 2 C3")
        .problems("E2 tooManySkills"),
        case(
            "levels that look as if the other end were best",
            xlsx(&[
                "Agent | Chat",
                "@ann | 3",
                "@bob | 3",
                "@maria1 | 3",
                "@maria2 | 3",
                "@jose | 3",
                "@jan | 3",
                "@sio | 3",
                "@ken | 3",
                "@kat | 3",
                "@eva | 3",
                "@otto | 3",
            ]),
        )
        .how("Skills grid 1")
        .edits(
            "ann chat 3 B2; bob chat 3 B3; maria1 chat 3 B4; maria2 chat 3 B5; jose chat 3 B6; jan chat 3 B7; \
             sio chat 3 B8; ken chat 3 B9; kat chat 3 B10; eva chat 3 B11; otto chat 3 B12",
        )
        .problems("B2 looksInverted warning"),
        case(
            "room is made for another skill",
            xlsx(&["Agent | Billing | Chat | Technical support | E-mail", "@ann | 4 | remove | 1 | 3"]),
        )
        .at_most(4, "")
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann chat remove C2; ann tech 1 D2; ann mail 3 E2"),
    ]
}

#[test]
fn names_are_found_told_apart_or_asked_for() {
    expect(&cases());
}
