"""Words that stand in any calendar and may also be the name of an account (DESIGN 6: match by title and place)."""

ORDINARY = frozenset(
    """
    a about above access account action active advance after agenda agile all alliance alpha alternative amber anchor
    and annual answer apex april at august autumn balance base basic beacon best beta big black block blue board bold
    bolt book box brand break bridge bright bronze build business buy call care case catch central chain challenge
    change chat check choice circle city class clear close cloud club coffee color colour common company compass
    complete concept connect contact content core corner cost course cover craft create current daily data date day
    deal december decision deep delta demo design desk development digital dinner direct discovery discuss discussion
    done draft drive early east easy edge eight energy engage engine equal event every evolve exchange expert express
    eye fast february field final finance first fit five fix flow focus follow food for force forward four free fresh
    friday friends full fusion future gap general get global go goal gold good grand great green grid ground group
    grow growth guide half hand happy health help high holiday home host hour house hub idea ideal impact in index
    info inside insight inspire internal interview intro january journey july jump june just key kick know lab large
    last launch lead leads leap learn level life light like line link list live local long look loop lunch made main
    make march mark market master match matter may meet meeting mind mobile modern monday month monthly more morning
    motion move my name network new next night nine noon north notes notion november now october off office on one
    open option orange orbit order origin our out outlook over page paper part partner path peak people perfect phase
    phone pilot plan planet planning platform play plus point power practice premium prep present press price prime
    process product profile progress project proposal pulse purpose quality quarter quest quick quote range ready
    real red reference relay remote report retro review right ring rise road rocket room root round run sales
    saturday save scale scope second select september service session set seven shape share shift short show sign
    signal simple site six slack smart social solid solution source south space spark speed split spot spring sprint
    square stack stage stand standup star start status step steps stone store story strategy stream strong studio
    summer summit sunday support sure switch system table tag talk target tasks team teams technology ten test
    thanks the think three thursday time to today together tomorrow top total touch tour track trade training
    transfer trial true trust tuesday turn two union unit unity up update us valley value vendor venture version
    video view vision visit wave way we webex wednesday week weekly welcome west white win winter wise with work
    working workshop world year yellow yes you your zoom

    ab aber alle als am an auch auf aus bei beim bis da das dein dem den der des die du durch ein eine einen einer er
    es für fuer gut hat heute ich ihr im in ist ja kein klar kurz mal mehr mein mit morgen nach neu neue neues nicht
    noch nur oder ob ohne schon schnell sehr sein sich sie sind so um und uns unser unsere von vor war was wer wie wir
    wo zu zum zur
    """.split()
)
"""Common words of English, and German ones that are written small."""

NOUNS = frozenset(
    """
    abend abnahme abschluss abstimmung angebot anfrage anruf arbeit aufgabe auftrag austausch aktion bereich bericht
    besichtigung besprechung besuch blick brücke bruecke daten dienst dienstag donnerstag ende entwicklung ergebnis
    essen fahrt feier ferien firma fokus frage freitag freunde frühstück fruehstueck führung fuehrung gespräch
    gespraech gruppe haus hilfe idee kaffee klasse konzept kraft kunde kunden leben linie lösung loesung markt messe
    mittag mittagessen mittwoch montag nachmittag netz notiz plan planung praxis preis projekt prüfung pruefung punkt
    qualität qualitaet raum reise rückruf rueckruf samstag schritt schulung sonntag stadt stand start tag team telefonat
    termin thema treffen uhr urlaub veranstaltung vertrag vertrieb vorbereitung vorstellung weg welt werk woche zeit
    ziel zukunft jour fixe meeting workshop
    """.split()
)
"""German nouns of any calendar: they always have a capital, so it proves nothing."""

LEGAL_FORMS = {
    form.lower(): form
    for form in "GmbH AG SE KG KGaA OHG UG eG eV LLC LLP Ltd Limited Inc PLC Corp Co SA SAS SARL SRL SpA BV NV AB AS"
    " ApS Oy Oyj Pty Sp zoo".split()
}
"""How legal forms are written, by what they are in small letters."""

CONFERENCING = (
    "Microsoft Teams",
    "Microsoft Teams Meeting",
    "Microsoft Teams-Besprechung",
    "Teams Meeting",
    "Teams Call",
    "MS Teams",
    "Google Meet",
    "Google Hangouts",
    "Google Maps",
    "Zoom Meeting",
    "Zoom Call",
    "Zoom Webinar",
    "Skype Meeting",
    "Skype for Business",
    "Webex Meeting",
    "Cisco Webex",
    "Cisco Webex Meeting",
    "Amazon Chime",
    "Slack Huddle",
    "Apple FaceTime",
)
"""What calendars write for a video call: no account is met by that, whatever its name."""
