//! Where made-up people and skills get their names.
//!
//! A name is written `native|ascii`; the part after the bar is what goes into e-mail addresses, and is left out where the
//! two are the same.

/// In which order a language puts the parts of a full name, and what stands between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Given name, space, family name.
    GivenFirst,
    /// Family name, space, given name.
    FamilyFirst,
    /// Family name and given name without a space.
    Joined,
}

/// The names of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Culture {
    pub(crate) order: Order,
    pub(crate) given: &'static [&'static str],
    pub(crate) family: &'static [&'static str],
}

/// A name part in its own script and in ASCII.
pub(crate) fn both(part: &'static str) -> (&'static str, &'static str) {
    part.split_once('|').unwrap_or((part, part))
}

/// People who are always there, because sheets go wrong over names like theirs: `(full name, e-mail part)`.
///
/// The two namesakes are the only two agents that share a name.
pub(crate) const ALWAYS: &[(&str, &str)] = &[
    ("Maria Silva", "maria.silva"),
    ("Maria Silva", "maria.silva2"),
    ("Siobhán O'Brien", "siobhan.obrien"),
    ("Ciarán O’Sullivan", "ciaran.osullivan"),
    ("Jean-Baptiste Lefèvre-Dubois", "jean-baptiste.lefevre-dubois"),
    ("Anne-Sophie D'Amico", "anne-sophie.damico"),
    ("Suharto", "suharto"),
    ("Nirmala", "nirmala"),
    ("Þorgerður Katrín Gunnarsdóttir", "thorgerdur.gunnarsdottir"),
    (
        "María del Carmen Fernández de la Vega Sanz de Santamaría y Álvarez de Toledo",
        "mariadelcarmen.fernandezdelavega",
    ),
    ("Wolfeschlegelsteinhausenbergerdorff von Hohenlohe-Langenburg", "wolfe.hohenlohe-langenburg"),
    ("Aishath Shazneen Abdul Rahman Ibrahim Didi", "aishath.didi"),
    ("欧阳娜娜", "nana.ouyang"),
    ("佐々木 健太郎", "kentaro.sasaki"),
    ("عبد الرحمن الفيومي", "abdelrahman.elfayoumi"),
    ("Екатерина Щербакова", "ekaterina.shcherbakova"),
    ("வெங்கடேசன்", "venkatesan"),
    ("Ngô Thị Hồng Ánh", "hong-anh.ngo"),
    ("X Æ Lindqvist", "x.lindqvist"),
    ("Li Wu", "li.wu"),
];

use Order::{FamilyFirst, GivenFirst, Joined};

/// The languages that agents come from. The first [`WITH_MIDDLE_NAMES`] may carry two given names.
#[rustfmt::skip]
pub(crate) const CULTURES: &[Culture] = &[
    // English
    Culture {
        order: GivenFirst,
        given: &[
            "Olivia", "Amelia", "Isla", "Grace", "Hannah", "Chloe", "Sophie", "Emily", "Zara", "Freya", "Jack",
            "Harry", "Oliver", "George", "Thomas", "Callum", "Ethan", "Marcus", "Nathan", "Dylan",
        ],
        family: &[
            "Smith", "Taylor", "Walker", "Hughes", "Bennett", "Carter", "Foster", "Murphy", "Okafor-Reed",
            "McDonald", "Turner", "Whitfield", "Ashworth", "Barker", "Pemberton", "Clarke", "Fletcher", "Hobbs",
            "Marsh", "Sharpe",
        ],
    },
    // Spanish
    Culture {
        order: GivenFirst,
        given: &[
            "José|Jose", "María|Maria", "Lucía|Lucia", "Andrés|Andres", "Sofía|Sofia", "Martín|Martin", "Inés|Ines",
            "Raúl|Raul", "Carmen", "Diego", "Pablo", "Elena", "Álvaro|Alvaro", "Noelia", "Joaquín|Joaquin", "Ximena",
        ],
        family: &[
            "García|Garcia", "Fernández|Fernandez", "Ibáñez|Ibanez", "Núñez|Nunez", "López|Lopez", "Muñoz|Munoz",
            "Peña|Pena", "Castro", "Romero", "Vázquez|Vazquez", "Ortega", "Giménez|Gimenez", "Serrano", "Molina",
            "Acuña|Acuna",
        ],
    },
    // Portuguese
    Culture {
        order: GivenFirst,
        given: &[
            "João|Joao", "Beatriz", "Tiago", "Inês|Ines", "Gonçalo|Goncalo", "Luísa|Luisa", "André|Andre",
            "Conceição|Conceicao", "Rafael", "Camila", "Thaís|Thais", "Vinícius|Vinicius", "Bruna", "Mateus",
        ],
        family: &[
            "Santos", "Araújo|Araujo", "Gonçalves|Goncalves", "Pereira", "Magalhães|Magalhaes",
            "Conceição|Conceicao", "Ribeiro", "Simões|Simoes", "Oliveira", "Fonseca", "Guimarães|Guimaraes",
            "Teixeira", "Brandão|Brandao", "Lourenço|Lourenco",
        ],
    },
    // French
    Culture {
        order: GivenFirst,
        given: &[
            "Chloé|Chloe", "Élodie|Elodie", "François|Francois", "Zoé|Zoe", "Loïc|Loic", "Gaëlle|Gaelle",
            "Mathéo|Matheo", "Aurélie|Aurelie", "Benoît|Benoit", "Camille", "Rémi|Remi", "Maëlys|Maelys", "Hugo",
            "Noémie|Noemie",
        ],
        family: &[
            "Lefebvre", "Moreau", "Gauthier", "Bérubé|Berube", "Côté|Cote", "Fournier", "Desrosiers", "Mercier",
            "Dupré|Dupre", "Rousseau", "Guérin|Guerin", "Beaulieu", "Marchand", "L'Écuyer|Lecuyer", "Saint-Pierre",
        ],
    },
    // German
    Culture {
        order: GivenFirst,
        given: &[
            "Jürgen|Juergen", "Anneliese", "Käthe|Kaethe", "Björn|Bjoern", "Lena", "Maximilian", "Friederike",
            "Sören|Soeren", "Ulrike", "Tobias", "Heike", "Matthias", "Jana", "Götz|Goetz",
        ],
        family: &[
            "Müller|Mueller", "Schäfer|Schaefer", "Groß|Gross", "Weiß|Weiss", "Köhler|Koehler", "Schmidt", "Vogel",
            "Krüger|Krueger", "Hoffmann", "Böhm|Boehm", "Zimmermann", "Jäger|Jaeger", "Brandt",
            "Straßburger|Strassburger",
        ],
    },
    // Polish and Czech
    Culture {
        order: GivenFirst,
        given: &[
            "Łukasz|Lukasz", "Małgorzata|Malgorzata", "Zbigniew", "Agnieszka", "Paweł|Pawel", "Bożena|Bozena",
            "Jiří|Jiri", "Tomáš|Tomas", "Zdeňka|Zdenka", "Kateřina|Katerina", "Wojciech", "Grażyna|Grazyna",
            "Ondřej|Ondrej", "Michał|Michal",
        ],
        family: &[
            "Wójcik|Wojcik", "Błaszczyk|Blaszczyk", "Dąbrowski|Dabrowski", "Zieliński|Zielinski",
            "Szczęsny|Szczesny", "Pawłowska|Pawlowska", "Dvořák|Dvorak", "Černý|Cerny", "Růžička|Ruzicka",
            "Němec|Nemec", "Kowalczyk", "Gąsior|Gasior", "Hájek|Hajek", "Kubíček|Kubicek",
        ],
    },
    // Nordic
    Culture {
        order: GivenFirst,
        given: &[
            "Åsa|Asa", "Øyvind|Oyvind", "Jørgen|Jorgen", "Märta|Marta", "Søren|Soren", "Linnéa|Linnea",
            "Päivi|Paivi", "Väinö|Vaino", "Astrid", "Guðrún|Gudrun", "Håkon|Hakon", "Ingrid", "Eero",
            "Sigríður|Sigridur",
        ],
        family: &[
            "Ångström|Angstrom", "Sjöberg|Sjoberg", "Bjørnstad|Bjornstad", "Kjærgaard|Kjaergaard",
            "Hämäläinen|Hamalainen", "Lindström|Lindstrom", "Mäkinen|Makinen", "Østergård|Ostergard", "Halvorsen",
            "Jónsdóttir|Jonsdottir", "Nyström|Nystrom", "Virtanen", "Dahl", "Høeg|Hoeg",
        ],
    },
    // Turkish
    Culture {
        order: GivenFirst,
        given: &[
            "Ayşe|Ayse", "Çağlar|Caglar", "Gülşen|Gulsen", "İbrahim|Ibrahim", "Oğuz|Oguz", "Özlem|Ozlem",
            "Şebnem|Sebnem", "Ümit|Umit", "Emre", "Işıl|Isil", "Yiğit|Yigit", "Zeynep",
        ],
        family: &[
            "Yılmaz|Yilmaz", "Öztürk|Ozturk", "Çelik|Celik", "Şahin|Sahin", "Aydın|Aydin", "Kılıç|Kilic",
            "Doğan|Dogan", "Güneş|Gunes", "Erdoğmuş|Erdogmus", "Koç|Koc", "Arslan", "Tekin",
        ],
    },
    // Nigerian and Ghanaian
    Culture {
        order: GivenFirst,
        given: &[
            "Chinonso", "Ọlámidé|Olamide", "Adébáyọ̀|Adebayo", "Ngozi", "Kwabena", "Akosua", "Ifeoma", "Ṣadé|Sade",
            "Emeka", "Yetunde", "Kofi", "Abena",
        ],
        family: &[
            "Adéyẹmí|Adeyemi", "Okonkwo", "Ọbásanjọ́|Obasanjo", "Nwachukwu", "Mensah", "Owusu", "Asante", "Balogun",
            "Eze", "Ogunlẹ́yẹ|Ogunleye", "Boateng", "Chukwu",
        ],
    },
    // Hindi and Marathi
    Culture {
        order: GivenFirst,
        given: &[
            "प्रिया|Priya", "अर्जुन|Arjun", "सुनीता|Sunita", "राहुल|Rahul", "दीपिका|Deepika", "विक्रम|Vikram",
            "अनन्या|Ananya", "संजय|Sanjay", "मीनाक्षी|Meenakshi", "रोहित|Rohit", "काव्या|Kavya", "हर्ष|Harsh",
        ],
        family: &[
            "शर्मा|Sharma", "वर्मा|Verma", "कुलकर्णी|Kulkarni", "देशपांडे|Deshpande", "गुप्ता|Gupta",
            "मिश्रा|Mishra", "जोशी|Joshi", "पाटिल|Patil", "चौधरी|Chaudhary", "त्रिपाठी|Tripathi", "यादव|Yadav",
            "भट्ट|Bhatt",
        ],
    },
    // Tamil, Bengali and Punjabi, as their bearers write them in Latin
    Culture {
        order: GivenFirst,
        given: &[
            "Karthik", "Lakshmi", "Meera", "Senthil", "Anirban", "Debjani", "Subhash", "Moushumi", "Harpreet",
            "Gurdeep", "Jaswinder", "Manpreet",
        ],
        family: &[
            "Subramaniam", "Krishnamurthy", "Ramachandran", "Venkataraman", "Chattopadhyay", "Mukherjee",
            "Bhattacharya", "Ghosh", "Singh", "Kaur", "Dhillon", "Grewal",
        ],
    },
    // Arabic
    Culture {
        order: GivenFirst,
        given: &[
            "محمد|Mohammed", "فاطمة|Fatima", "أحمد|Ahmed", "ليلى|Layla", "يوسف|Youssef", "نور|Nour", "خالد|Khaled",
            "مريم|Maryam", "عمر|Omar", "سارة|Sara", "حسن|Hassan", "زينب|Zainab",
        ],
        family: &[
            "الحسن|Alhassan", "العلي|Alali", "المصري|Almasri", "حداد|Haddad", "الخطيب|Alkhatib", "منصور|Mansour",
            "السيد|Elsayed", "النجار|Alnajjar", "الشامي|Alshami", "قاسم|Qasim", "بركات|Barakat", "عثمان|Othman",
        ],
    },
    // Russian
    Culture {
        order: GivenFirst,
        given: &[
            "Анна|Anna", "Дмитрий|Dmitry", "Ольга|Olga", "Сергей|Sergey", "Наталья|Natalya", "Алексей|Alexey",
            "Юлия|Yulia", "Михаил|Mikhail", "Светлана|Svetlana", "Игорь|Igor", "Татьяна|Tatyana", "Фёдор|Fyodor",
        ],
        family: &[
            "Иваненко|Ivanenko", "Кузнец|Kuznets", "Соловей|Solovey", "Гончар|Gonchar", "Мельник|Melnik",
            "Ткаченко|Tkachenko", "Шевчук|Shevchuk", "Бондаренко|Bondarenko", "Романюк|Romanyuk", "Черных|Chernykh",
            "Белых|Belykh", "Живаго|Zhivago",
        ],
    },
    // Greek
    Culture {
        order: GivenFirst,
        given: &[
            "Γιώργος|Giorgos", "Ελένη|Eleni", "Νίκος|Nikos", "Αικατερίνη|Aikaterini", "Κωνσταντίνος|Konstantinos",
            "Δήμητρα|Dimitra", "Σπύρος|Spyros", "Χρυσούλα|Chrysoula",
        ],
        family: &[
            "Παππά|Pappa", "Γεωργίου|Georgiou", "Κωστοπούλου|Kostopoulou", "Δημητρίου|Dimitriou",
            "Νικολάου|Nikolaou", "Αντωνίου|Antoniou", "Βλάχου|Vlachou", "Ζαχαρίου|Zachariou",
        ],
    },
    // Chinese
    Culture {
        order: Joined,
        given: &[
            "伟|Wei", "秀英|Xiuying", "芳|Fang", "娜|Na", "敏|Min", "静|Jing", "丽|Li", "强|Qiang", "磊|Lei", "洋|Yang",
            "梓涵|Zihan", "浩然|Haoran",
        ],
        family: &[
            "王|Wang", "李|Li", "张|Zhang", "刘|Liu", "陈|Chen", "杨|Yang", "黄|Huang", "赵|Zhao", "周|Zhou", "吴|Wu", "徐|Xu",
            "孙|Sun",
        ],
    },
    // Japanese
    Culture {
        order: FamilyFirst,
        given: &[
            "翔太|Shota", "美咲|Misaki", "蓮|Ren", "陽菜|Hina", "大輔|Daisuke", "さくら|Sakura", "健|Ken", "結衣|Yui", "拓海|Takumi",
            "あかり|Akari",
        ],
        family: &[
            "佐藤|Sato", "鈴木|Suzuki", "高橋|Takahashi", "田中|Tanaka", "渡辺|Watanabe", "伊藤|Ito", "山本|Yamamoto",
            "中村|Nakamura", "小林|Kobayashi", "加藤|Kato",
        ],
    },
    // Korean
    Culture {
        order: Joined,
        given: &["민준|Minjun", "서연|Seoyeon", "지훈|Jihoon", "하은|Haeun", "도윤|Doyun", "지우|Jiwoo", "현우|Hyunwoo", "수빈|Subin"],
        family: &["김|Kim", "이|Lee", "박|Park", "최|Choi", "정|Jung", "강|Kang", "조|Cho", "윤|Yoon"],
    },
    // Vietnamese
    Culture {
        order: FamilyFirst,
        given: &[
            "Thị Hương|Huong", "Văn Minh|Minh", "Quốc Bảo|Bao", "Thu Thủy|Thuy", "Đức Anh|Ducanh", "Ngọc Lan|Lan",
            "Hữu Phước|Phuoc", "Mỹ Linh|Mylinh",
        ],
        family: &[
            "Nguyễn|Nguyen", "Trần|Tran", "Lê|Le", "Phạm|Pham", "Huỳnh|Huynh", "Phan", "Võ|Vo", "Đặng|Dang",
            "Bùi|Bui", "Đỗ|Do",
        ],
    },
    // Hebrew
    Culture {
        order: GivenFirst,
        given: &["נועה|Noa", "אורי|Uri", "תמר|Tamar", "איתן|Eitan", "יעל|Yael", "דוד|David"],
        family: &["כהן|Cohen", "לוי|Levi", "מזרחי|Mizrahi", "פרץ|Peretz", "ביטון|Biton", "אברהם|Avraham"],
    },
    // Thai
    Culture {
        order: GivenFirst,
        given: &["สมชาย|Somchai", "สุดา|Suda", "อนุชา|Anucha", "พิมพ์ใจ|Pimjai", "กิตติ|Kitti", "มาลี|Malee"],
        family: &[
            "ใจดี|Jaidee", "ศรีสุข|Srisuk", "วงศ์ทอง|Wongthong", "แสงจันทร์|Saengchan", "บุญมี|Boonmee",
            "รักไทย|Rakthai",
        ],
    },
];

/// How many of [`CULTURES`], from the first, give second given names when single ones run out.
pub(crate) const WITH_MIDDLE_NAMES: usize = 9;

/// What a skill, or a team, is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    Billing,
    Technical,
    Sales,
    Care,
    Risk,
    Channel,
    Language,
}

/// The areas that teams are made for, with the name that their teams carry.
pub(crate) const DEPARTMENTS: &[(Area, &str)] = &[
    (Area::Care, "Care"),
    (Area::Billing, "Billing"),
    (Area::Technical, "Technical"),
    (Area::Sales, "Sales"),
    (Area::Care, "Evenings"),
    (Area::Risk, "Fraud and disputes"),
];

/// Where teams sit; one beyond the last is told by its number too.
pub(crate) const SITES: &[&str] = &["North", "South", "DE", "UK", "ES", "FR"];

/// Names of skills, the most usual first, so that a small centre has a believable handful.
pub(crate) const SKILLS: &[(&str, Area)] = &[
    ("Billing", Area::Billing),
    ("Technical support", Area::Technical),
    ("Returns", Area::Care),
    ("Chat", Area::Channel),
    ("Sales – new", Area::Sales),
    ("Fraud", Area::Risk),
    ("Spanish", Area::Language),
    ("E-mail", Area::Channel),
    ("Complaints", Area::Care),
    ("Payments", Area::Billing),
    ("Broadband faults", Area::Technical),
    ("Sales – upgrade", Area::Sales),
    ("German", Area::Language),
    ("Loyalty club", Area::Care),
    ("Refunds", Area::Billing),
    ("Retention", Area::Sales),
    ("Disputes", Area::Risk),
    ("French", Area::Language),
    ("Phone", Area::Channel),
    ("Order tracking", Area::Care),
    ("Direct debit", Area::Billing),
    ("Device set-up", Area::Technical),
    ("Business accounts", Area::Sales),
    ("Lost and stolen", Area::Risk),
    ("Social media", Area::Channel),
    ("Delivery", Area::Care),
    ("Collections", Area::Billing),
    ("Network outages", Area::Technical),
    ("Renewals", Area::Sales),
    ("Identity checks", Area::Risk),
    ("Italian", Area::Language),
    ("Vulnerable customers", Area::Care),
    ("Tariff change", Area::Billing),
    ("App and website", Area::Technical),
    ("Portuguese", Area::Language),
    ("Supervisor line", Area::Channel),
];

/// Where more skills come from once [`SKILLS`] are used up: a subject, and whom or where it is for.
pub(crate) const SKILL_SUBJECTS: &[(&str, Area)] = &[
    ("Billing", Area::Billing),
    ("Technical support", Area::Technical),
    ("Orders", Area::Care),
    ("Sales", Area::Sales),
    ("Chargebacks", Area::Risk),
    ("Warranty", Area::Care),
    ("Installation", Area::Technical),
    ("Invoices", Area::Billing),
    ("Cancellations", Area::Sales),
    ("Messaging", Area::Channel),
];

/// The second half of those further skills' names.
#[rustfmt::skip]
pub(crate) const SKILL_VARIANTS: &[&str] = &[
    "Ireland", "Iberia", "Nordics", "Benelux", "DACH", "Canada", "Brazil", "India", "Japan", "small business",
    "enterprise", "public sector", "partners", "premium", "prepaid", "night desk", "weekend", "trainees",
    "second line", "overflow",
];
