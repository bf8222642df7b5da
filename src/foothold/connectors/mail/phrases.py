"""Words by which mails are taken apart: of quoting, of headers, of signing off, of the law."""


def _phrases(text: str) -> list[str]:
    """The phrases of a table: one or several a line, "|" between them."""
    return [phrase.strip() for line in text.strip().split("\n") for phrase in line.split(" | ")]


WROTE = frozenset(
    _phrases(
        """
        escreveu | escribio | escribió | geschreven | geschrieben | kirjoitti | napisał | napisał(a)
        napisał/a | napisała | napsal | napsala | schreef | schrieb | scritto | scrive | skrev
        yazdı | écrit | írta | написав | написал | написал(а) | написала
        писал | писала | пишет | さんは書きました | 写信 | 写道
        """
    )
)
""""wrote" where mail programs speak another language."""

ATTRIBUTION_BEGINS = (
    "on ", "am ", "le ", "el ", "il ", "op ", "em ", "den ", "dne ", "w dniu ", "a ", "--- on ",
    "in article ", "vào ", "на ", "pada ",
)  # fmt: skip
"""The words with which a line such as "On Monday Petra wrote:" begins."""

_FROM = frozenset(
    _phrases(
        """
        da | de | expéditeur | feladó | fra | from | från | kimden | lähettäjä | od | van | von | от | 发件人
        寄件者 | 差出人 | 보낸사람
        """
    )
)

_SENT = frozenset(
    _phrases(
        """
        data | date | dato | datum | enviada | enviado | envoye | envoyé | fecha | gesendet | gönderilme
        inviato | lähetetty | odesláno | päivämäärä | sendt | sent | skickat | tarih | verzonden | wysłano
        дата | отправлено | 发送时间 | 日付 | 日期 | 送信日時
        """
    )
)

_TO = frozenset(
    _phrases(
        """
        a | aan | an | bcc | cc | copie | címzett | do | kime | komu | kopia | kopie | para | reply-to | til
        till | to | vastaanottaja | à | кому | копия | 宛先 | 收件人
        """
    )
)

_SUBJECT = frozenset(
    _phrases(
        """
        aihe | assunto | asunto | betreff | emne | konu | objet | oggetto | onderwerp | předmět | subject
        temat | tárgy | ämne | тема | 主题 | 件名
        """
    )
)

HEADER_KIND = {
    **dict.fromkeys(_FROM, "from"),
    **dict.fromkeys(_TO, "to"),
    **dict.fromkeys(_SENT, "sent"),
    **dict.fromkeys(_SUBJECT, "subject"),
    "importance": "other",
    "attachments": "other",
}
"""What a header line says, by its name in lower case."""

SEPARATORS = frozenset(
    _phrases(
        """
        alkuperäinen viesti | antwort | doorgestuurd bericht | forwarded by | forwarded email
        forwarded message | mensagem encaminhada | mensagem original | mensaje original | mensaje reenviado
        message d'origine | message original | message transféré | messaggio inoltrato | messaggio originale
        oorspronkelijk bericht | opprinnelig melding | oprindelig meddelelse | original appointment
        original email | original message | originalnachricht | původní zpráva | reply above this line
        reply message | ursprungliche nachricht | ursprungligt meddelande | ursprüngliche nachricht
        vidarebefordrat meddelande | weitergeleitete nachricht | wiadomość oryginalna | исходное сообщение
        пересылаемое сообщение
        """
    )
)
"""What stands between dashes above an earlier message."""

FORWARDS = tuple(
    _phrases(
        """
        begin forwarded message | anfang der weitergeleiteten | début du message réexpédié
        inizio messaggio inoltrato | inicio del mensaje reenviado
        """
    )
)
"""How a line above a forwarded message begins."""

CLOSINGS = frozenset(
    _phrases(
        """
        abraços | all the best | atenciosamente | atentamente | best | best regards | best wishes
        beste grüsse | beste grüße | bests | bien cordialement | bien à vous | br | cheers | cordialement
        cordiali saluti | cordially | cumprimentos | danke | danke und gruß | danke und viele grüße
        distinti saluti | faithfully | freundliche grüsse | freundliche grüße | freundlicher gruß
        good luck | gracias | grazie | groet | groeten | gruß | grüße | have a good day | have a good one
        have a good weekend | have a great day | have a great weekend | have a nice day
        have a nice weekend | herzliche grüsse | herzliche grüße | hilsen | kind regards | kindest regards
        kr | lg | liebe grüsse | liebe grüße | looking forward | many thanks | med venlig hilsen
        med vennlig hilsen | med vänlig hälsning | med vänliga hälsningar | meilleures salutations | merci
        met vriendelijke groet | met vriendelijke groeten | mfg | mit freundlichem gruss
        mit freundlichem gruß | mit freundlichen grüssen | mit freundlichen grüßen | mvg | mvh | my best
        obrigada | obrigado | pozdrawiam | regards | respectfully | rgds | s pozdravem | saludos
        saludos cordiales | salutations distinguées | saluti | schöne grüße | sincerely | sincerely yours
        sincères salutations | slán | speak soon | ta | take care | talk soon | terveisin | thank you
        thanks | thanks & regards | thanks a lot | thanks again | thanks and regards | thanks in advance
        thanks so much | thx | tks | un saludo | venlig hilsen | vennlig hilsen | very best | vg
        viele grüsse | viele grüße | vielen dank | vriendelijke groet | vänliga hälsningar | warm regards
        warmly | with best regards | with kind regards | with regards | yours | yours faithfully
        yours sincerely | yours truly | ystävällisin terveisin | z poważaniem | à bientôt
        с наилучшими пожеланиями | с уважением | спасибо
        """
    )
)
"""What is written above a name at the end."""

DEVICES = tuple(
    _phrases(
        """
        envoyé de mon | envoyé depuis | envoyé à partir | enviado de mi | enviado desde | enviado do meu
        excuse typos | gesendet mit | gesendet von | get outlook for | inviato da | lähetetty
        please excuse brevity | please excuse my brevity | please excuse typos | sendt fra min
        sent by mobile | sent from a | sent from blue | sent from gmail | sent from iphone
        sent from mail for | sent from my | sent from outlook | sent from proton | sent from samsung
        sent from the | sent from yahoo | sent on my | sent on the go | sent using | sent via | sent with
        skickat från | typed on my | télécharger outlook | verstuurd vanaf | verzonden vanaf | via mobile
        von meinem handy | von meinem ipad | von meinem iphone | von meinem mobil | von meinem samsung
        von meinem smartphone | wysłane z | отправлено с
        """
    )
)
"""How a note of the device or program begins."""

FEET = tuple(
    _phrases(
        """
        amtsgericht | avast | before printing | click here to unsubscribe | company no | company number
        confidential: | confidentiality notice | confidentiality: | disclaimer: | do you yahoo
        geschäftsführer: | geschäftsführung: | get your free | handelsregister
        if you are not the intended | if you do not wish to receive | if you have received this
        if you no longer wish | if you received this | legal disclaimer | legal notice | mailscanner
        manage your preferences | notice of confidentiality | p please consider
        please consider the environment | privileged and confidential | privileged/confidential
        registered in england | registered in ireland | registered office | sitz der gesellschaft
        think before you print | to unsubscribe | unsubscribe from | unsubscribe here | unsubscribe<
        unsubscribe: | ust-id | vat no | view this email in your browser | virus-free
        you are receiving this | you received this email | you received this message because
        you're receiving this | you’re receiving this | you are subscribed
        """
    )
)
"""How legal texts and newsletters' feet begin that need no second sign."""

LEGAL_BEGINS = tuple(
    _phrases(
        """
        ce courriel | ce message | cet e-mail | der inhalt dieser | deze e-mail | diese e-mail
        diese nachricht | dieses e-mail | dit bericht | esta mensagem | este correo | este mensaje
        important notice | la presente | important: | notice: | questa e-mail | questo messaggio
        the content of this | the contents of this | the information | this communication | this e-mail
        this electronic | this email | this mail | this message | this transmission | any views
        the views | unless otherwise stated | we accept no
        """
    )
)
"""How a legal text may begin; an ordinary sentence may, too, so that one of the next words must follow."""

LEGAL_WORDS = tuple(
    _phrases(
        """
        addressee | adressat | auteur | confidenti | confidentie | destinat | disclos | empfänger | intended
        liabilit | privileg | recipient | riservat | scanned | unauthori | vertraul | vertrouwelijk | virus
        """
    )
)
"""What a legal text speaks of."""

BANNERS = tuple(
    _phrases(
        """
        achtung: externe | attention: external | attention: this email | caution - external | caution!
        caution: external | caution: this email | external email | external message | external sender
        external: | external] | external* | externe e-mail | some people who received this message
        this email originated from outside | this message is from an external
        this message originated outside | this message was sent from outside | warning: external
        warning: this email | you do not often get email from | you don't often get email from
        """
    )
)
"""How a gateway's warning above a mail begins, without its brackets."""

BANNER_WORDS = tuple(
    _phrases(
        """
        attachment | caution | click | external | learn why | link | organisation | organization | originated
        recogni | report | safe | trust | absender | anhänge
        """
    )
)
"""What such a warning speaks of."""
