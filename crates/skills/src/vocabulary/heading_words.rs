//! The words and phrases of headings, in the languages that managers write them in. Lower case, without accents.

/// Whole headings for the agent that are not put together from words of the lists below.
pub(super) const AGENT_PHRASES: &[&str] = &[
    "name, full name, display name, first and last name, last name first name, last first, team member",
    "staff member, name vorname, nachname vorname, vorname nachname, vor und nachname, vorname und nachname",
    "anzeigename, vollstandiger name, nom, nom complet, nom et prenom, prenom et nom, nom prenom, nombre",
    "nombre completo, nombre y apellido, nombre y apellidos, apellidos y nombre, nome, nome completo",
    "nome e cognome, cognome e nome, nome e sobrenome, naam, volledige naam, voor en achternaam, imie i nazwisko",
    "nazwisko i imie, names, person, persons, people, staff, colleague, colleagues, ma, berater, beraterin, kollege",
    "kollegin, kollegen, collegue, collegues, colega, colegas, collega, collaboratore",
];
pub(super) const IDENTITY_PHRASES: &[&str] = &[
    "employee id, employee number, employee no, employee code, personnel number, personnel no, staff id",
    "staff number, personalnummer, personal nr, personalnr, mitarbeiternummer, mitarbeiter nr, matricule",
    "matricola, numero de empleado, numero de funcionario, personeelsnummer, numer pracownika, identifiant",
    "kennung, anmeldename, login name, id, upn, user principal name",
];
pub(super) const ACTION_PHRASES: &[&str] = &[
    "action, actions, what to do, do, to do, operation, change, change type, row changed, add remove",
    "add or remove, command, aktion, was tun, maßnahme, vorgang, anderung, accion, cambio, operacion, azione",
    "modifica, operazione, actie, wijziging, bewerking, akcja, zmiana, operacja, działanie, acao, operacao",
    "alteracao, modification",
];
pub(super) const FIRST_NAME: &[&str] = &[
    "first name, first names, firstname, given name, given names, forename, vorname, vornamen, rufname, prenom, prenoms",
    "primer nombre, nombre de pila, nombres, primeiro nome, nome proprio, voornaam, roepnaam, imie, imiona",
];
pub(super) const LAST_NAME: &[&str] = &[
    "last name, last names, lastname, surname, surnames, family name, nachname, familienname, zuname, nom de famille",
    "nom famille, apellido, apellidos, cognome, cognomi, sobrenome, apelido, apelidos, ultimo nome, achternaam, nazwisko",
];
/// Beside a column of first or last names, these are only the other part of the name.
pub(super) const BARE_NAME: &[&str] = &["name", "nom", "nombre", "nome", "naam"];
pub(super) const OTHER_PHRASES: &[&str] = &[
    "team, group, department, division, site, location, city, country, manager, supervisor, team leader",
    "team lead, team name, team id, role, title, job title, start date, hire date, end date, note, notes, comment",
    "comments, remark, remarks, description, phone, phone number, extension, ext, state, status, active",
    "is active, include, included, keep, valid, enabled, hours, fte, date, before, after, message, time, result, language, time zone, timezone, shift",
    "middle name, middle names, middle initial, zweiter vorname, deuxieme prenom, segundo nombre, nome do meio",
    "business unit, cost center, cost centre, last updated, abteilung, gruppe, standort, teamleiter, vorgesetzter",
    "rolle, eintrittsdatum, bemerkung, bemerkungen, kommentar, telefon, durchwahl, aktiv, sprache, schicht",
    "kostenstelle, datum, equipe, groupe, service, departement, lieu, responsable, poste, remarque, remarques",
    "commentaire, telephone, actif, langue, equipo, grupo, departamento, sede, ciudad, jefe, cargo, puesto",
    "observaciones, comentario, comentarios, telefono, activo, estado, idioma, turno, fecha, cidade",
    "observacoes, telefone, ativo, data, squadra, gruppo, reparto, responsabile, ruolo, commenti, attivo, stato",
    "lingua, ploeg, groep, afdeling, vestiging, leidinggevende, opmerking, opmerkingen, telefoon, actief, taal",
    "zespoł, grupa, dział, lokalizacja, przełozony, kierownik, stanowisko, uwagi, komentarz, aktywny, jezyk",
    "zmiana robocza, hours week, hours per week, weekly hours, wochenstunden, tenure, tenure yrs, tenure years, seniority",
    "mobile, mobile phone, handy, qa score, quality score, contract, betriebszugehorigkeit",
];
/// Words that make a heading be about something else than the agent, skill or level that it names.
pub(super) const ASIDE: &[&str] = &[
    "team group supervisor manager lead leader date since expiry expires department category type description",
    "abteilung gruppe teamleiter vorgesetzter datum seit equipe groupe responsable fecha equipo grupo data",
    "coach mentor buddy backup deputy trainer tl teamlead teamleiterin vorgesetzte vertretung stellvertreter",
    "ansprechpartner betreuer fuhrungskraft",
];
pub(super) const LEVELS: &[&str] = &[
    "proficiency proficiencies proficiencylevel level levels lvl rating score rank grade priority skilllevel",
    "stufe niveau prioritat prioritaet bewertung kompetenzstufe fertigkeitsstufe kenntnisstufe skillstufe",
    "skillniveau priorite maitrise nivel niveles niveis puntuacion puntaje prioridad dominio proficiencia",
    "prioridade pontuacao livello livelli priorita valutazione vaardigheidsniveau competentieniveau prioriteit",
    "beoordeling poziom ocena biegłosc priorytet wert value points punkte punktzahl auspragung valeur valor valore waarde",
];
/// Words for levels that as often mean something else: the order of skills, or how much somebody earns.
pub(super) const WEAK: &[&str] =
    &["rank grade priority prioritat prioritaet priorite prioridad prioridade priorita prioriteit priorytet"];
pub(super) const SKILLS: &[&str] = &[
    "skill skills skillname skillid kompetenz kompetenzen fahigkeit fahigkeiten faehigkeit faehigkeiten fertigkeit",
    "fertigkeiten qualifikation qualifikationen competence competences aptitude aptitudes habilidad habilidades",
    "competencia competencias habilidade habilidades aptidao competenza competenze abilita vaardigheid",
    "vaardigheden competentie competenties umiejetnosc umiejetnosci kompetencja kompetencje kompetencji",
];
pub(super) const AGENTS: &[&str] = &[
    "agent agents agentname agentid user users username userid employee employees advisor adviser representative",
    "rep csr associate mitarbeiter mitarbeiters mitarbeiterin mitarbeitende mitarbeitender mitarbeitername agentin",
    "benutzer benutzername benutzers nutzer nutzername agenten anwender conseiller conseillere conseillers",
    "utilisateur utilisateurs collaborateur employe agente agentes usuario usuarios empleado empleados asesor operador",
    "utilizador funcionario",
    "colaborador atendente operatore operatori utente utenti dipendente consulente medewerker medewerkers gebruiker",
    "gebruikersnaam werknemer agenta pracownik pracownika uzytkownik uzytkownika konsultant konsultanta",
];
pub(super) const MAILS: &[&str] = &["mail email emails correo courriel emailadresse mailadresse emailaddress"];
pub(super) const NAMES: &[&str] = &["name names full nom complet nombre completo nome naam volledige nazwa"];
pub(super) const NUMBERS: &[&str] = &[
    "id ids uuid guid number no nr num nummer numero numer code identifier identifiant identificador kennung login",
    "e address adresse adres direccion endereco indirizzo electronico electronique work business company corporate",
    "dienstliche geschaftliche professionnel professionnelle",
];
/// Words that change nothing about what a heading is for.
pub(super) const FILLERS: &[&str] = &[
    "the of for s a an my your and to in routing acd primary main required optional mandatory exact",
    "der die das des dem von fur pflicht pflichtfeld erforderlich de du d l la le les et obligatoire facultatif el",
    "los del y obligatorio opcional do da dos das obrigatorio di della dello dell il obbligatorio facoltativo van het",
    "verplicht optioneel wymagane wymagany opcjonalne",
];
pub(super) const NEW: &[&str] = &[
    "new updated future neu neue neuer neues kunftig nouveau nouvelle nuevo nueva novo nova nuovo nuova nieuw nieuwe nowy nowa nowe",
];
pub(super) const GOAL: &[&str] = &["target wanted desired goal ziel soll cible objetivo"];
pub(super) const OLD: &[&str] = &[
    "old current previous former existing today now alt alte alter altes aktuell aktuelle aktueller aktuelles bisher",
    "bisherige bisheriger ist actuel actuelle ancien ancienne actual anterior atual attuale precedente huidig",
    "huidige oud oude obecny obecna stary poprzedni",
];
