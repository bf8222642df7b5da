"""Hosts where many strangers have their mailbox: there a person is known by the whole address, not by the domain.

Facts, written down from the providers' own pages; the list grows by being asked about (DESIGN 6, who is who).
"""

# Providers with one name under many endings: every ending named has personal mailboxes.
_FAMILIES = {
    "yahoo": "com de fr it es ca in co.uk co.in co.jp co.id co.nz co.kr com.au com.br com.ar com.mx com.sg com.hk"
    " com.ph com.tr com.tw com.vn ie gr ro se no dk at ch nl be pl",
    "ymail": "com",
    "rocketmail": "com",
    "hotmail": "com de fr it es ca be ch nl se no dk fi gr co.uk co.jp co.th co.nz com.au com.br com.ar com.tr",
    "outlook": "com de fr it es at be ch dk ie pt co.uk co.th co.id com.au com.br com.ar com.tr com.gr in jp kr sa cl",
    "live": "com de fr it ca at be ch nl se no dk fi ie co.uk co.za com.au com.mx com.ar com.pt jp cn in",
    "msn": "com",
    "windowslive": "com",
    "gmail": "com",
    "googlemail": "com co.uk de",
    "gmx": "de net at ch com org info biz eu fr es co.uk us",
    "icloud": "com",
    "me": "com",
    "mac": "com",
    "aol": "com de fr it es co.uk com.au com.br in jp",
    "aim": "com",
    "proton": "me",
    "protonmail": "com ch",
    "tutanota": "com de",
    "fastmail": "com fm net org com.au de",
    "zoho": "com eu in",
    "zohomail": "com eu in",
    "yandex": "com ru by kz ua com.tr",
    "freenet": "de",
    "tiscali": "it co.uk",
    "wanadoo": "fr es nl",
    "orange": "fr es",
    "vodafone": "it",
    "chello": "at nl pl hu se sk cz",
}

_HOSTS = """
pm.me tuta.io tuta.com tutamail.com keemail.me hushmail.com hush.com hey.com runbox.com disroot.org riseup.net
mailfence.com startmail.com kolabnow.com duck.com mozmail.com privaterelay.appleid.com simplelogin.com anonaddy.com
mail.com email.com usa.com post.com europe.com consultant.com engineer.com dr.com myself.com inbox.com lycos.com
mailinator.com guerrillamail.com yopmail.com trashmail.com

web.de t-online.de magenta.de arcor.de posteo.de posteo.net mailbox.org online.de onlinehome.de email.de mail.de
vodafonemail.de kabelmail.de unitybox.de unity-mail.de netcologne.de ewetel.net ewe.net alice-dsl.net alice.de
o2mail.de o2online.de 1und1.de mnet-online.de versanet.de osnanet.de tele2.de gmx-topmail.de directbox.com
aon.at a1.net utanet.at inode.at liwest.at drei.at bluewin.ch hispeed.ch sunrise.ch swissonline.ch quickline.ch

free.fr sfr.fr laposte.net neuf.fr bbox.fr numericable.fr club-internet.fr cegetel.net aliceadsl.fr
skynet.be telenet.be proximus.be scarlet.be voo.be ziggo.nl kpnmail.nl planet.nl xs4all.nl hetnet.nl home.nl
upcmail.nl casema.nl quicknet.nl pt.lu
libero.it virgilio.it tin.it alice.it tim.it inwind.it iol.it email.it fastwebnet.it aruba.it pec.it poste.it
telefonica.net terra.es ono.com movistar.es sapo.pt netcabo.pt clix.pt mail.telepac.pt otenet.gr
telia.com bredband.net spray.se comhem.se telenor.no online.no broadpark.no mail.dk jubii.dk stofanet.dk tdcadsl.dk
kolumbus.fi elisanet.fi saunalahti.fi luukku.com eircom.net iol.ie simnet.is
wp.pl o2.pl onet.pl onet.eu op.pl vp.pl interia.pl interia.eu poczta.fm gazeta.pl tlen.pl
seznam.cz email.cz centrum.cz volny.cz post.cz atlas.cz azet.sk zoznam.sk centrum.sk freemail.hu citromail.hu
t-online.hu abv.bg mail.bg inet.hr net.hr siol.net
mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru ya.ru ukr.net i.ua meta.ua bigmir.net tut.by inbox.lv
mynet.com walla.co.il walla.com 013.net netvision.net.il

btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk o2.co.uk plus.com
plusnet.com
comcast.net verizon.net att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net cox.net charter.net
spectrum.net roadrunner.com rr.com twc.com earthlink.net mindspring.com juno.com netzero.net optonline.net
frontiernet.net frontier.com windstream.net centurylink.net centurytel.net suddenlink.net q.com embarqmail.com
peoplepc.com excite.com prodigy.net cableone.net
shaw.ca rogers.com telus.net sympatico.ca videotron.ca bell.net cogeco.ca eastlink.ca
bigpond.com bigpond.net.au optusnet.com.au iinet.net.au internode.on.net tpg.com.au dodo.com.au westnet.com.au
xtra.co.nz slingshot.co.nz vodafone.co.nz orcon.net.nz
mweb.co.za telkomsa.net webmail.co.za vodamail.co.za

qq.com foxmail.com 163.com 126.com yeah.net 139.com 189.cn sina.com sina.cn sohu.com tom.com 21cn.com aliyun.com
naver.com daum.net hanmail.net nate.com hinet.net pchome.com.tw
docomo.ne.jp softbank.ne.jp ezweb.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp excite.co.jp
rediffmail.com sify.com indiatimes.com singnet.com.sg netvigator.com
uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com zipmail.com.br oi.com.br
prodigy.net.mx infinitum.com.mx fibertel.com.ar arnet.com.ar speedy.com.ar ciudad.com.ar
"""

_UNIVERSITIES = """
tum.de lmu.de fu-berlin.de hu-berlin.de tu-berlin.de tu-dresden.de tu-darmstadt.de tu-dortmund.de tu-braunschweig.de
tu-chemnitz.de tu-ilmenau.de tuhh.de rwth-aachen.de ruhr-uni-bochum.de rub.de fau.de hhu.de ovgu.de uni-due.de
fernuni-hagen.de leuphana.de kit.edu
ethz.ch epfl.ch uzh.ch unibas.ch unibe.ch unige.ch unil.ch unisg.ch zhaw.ch fhnw.ch
univie.ac.at tuwien.at jku.at uni-graz.at tugraz.at uibk.ac.at
kuleuven.be ugent.be uva.nl uu.nl rug.nl tudelft.nl tue.nl ku.dk dtu.dk au.dk lu.se uu.se kth.se chalmers.se uio.no
ntnu.no helsinki.fi aalto.fi unibo.it unimi.it polimi.it uniroma1.it ub.edu upm.es utoronto.ca ubc.ca mcgill.ca
uwaterloo.ca
"""

_GERMAN_TOWNS = """
augsburg bamberg bayreuth bielefeld bonn bremen erfurt erlangen frankfurt freiburg giessen goettingen greifswald
halle hamburg hannover heidelberg hildesheim hohenheim jena kassel kiel koblenz koeln konstanz leipzig luebeck
lueneburg mainz mannheim marburg muenchen muenster oldenburg osnabrueck paderborn passau potsdam regensburg rostock
saarland siegen stuttgart trier tuebingen ulm vechta weimar wuerzburg wuppertal
"""

# A town after "uni-" is a university; any other word there may be a firm, and its people are one account.
UNIVERSITIES = frozenset(_UNIVERSITIES.split()) | {f"uni-{town}.de" for town in _GERMAN_TOWNS.split()}
"""Universities whose ending does not say so; those under .edu, .edu.xx and .ac.xx are known by it."""

FREE_MAIL = frozenset(_HOSTS.split()) | {
    f"{name}.{ending}" for name, endings in _FAMILIES.items() for ending in endings.split()
}
"""Registrable domains of personal mail: free providers, internet access providers, forwarding and throw-away mail."""

MEMBERS = frozenset("alumni alumnos alum student students stud studenti etu etudiant estudiante".split())
"""Labels before a domain that say: whoever studies or studied here. No two of them are one account."""
