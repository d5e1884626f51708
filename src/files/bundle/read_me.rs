//! The page in each bundle that says how to verify it with tools that are on the machine already.
//!
//! Every command works as it stands. None takes its trust from the bundle: the list of whom to trust is made from a root
//! key that the reader had already, or whose fingerprint the reader compared with paper.

use crate::keys::Fingerprint;
use noodbrug_core::bundle::{BundleHeader, Kind};

/// A second signature is added after this page was signed, so that the page can only tell what to do if there is one.
const SECOND: &str = "    openssl cms -verify -binary -inform DER -in tagmanifest-sha256.txt.p7s \\\n      \
    -content tagmanifest-sha256.txt -CAfile ../ca.pem -purpose any -out /dev/null\n";

/// The commands of the page, with the names of this very bundle in them.
struct Commands {
    unpack: String,
    trust_saved: String,
    show: String,
    trust_shown: String,
    judge: String,
    second: &'static str,
    windows: String,
}

/// How a list of whom to trust says what the root does: it certifies the station that signed, or it signed itself.
fn option(header: &BundleHeader) -> &'static str {
    match header.kind {
        Kind::Export | Kind::Receipt => "cert-authority ",
        Kind::Keyset => "",
    }
}

/// The form of a root key: what of a file is not this is neither shown nor trusted.
const KEY: &str = "ssh-ed25519 [A-Za-z0-9+/]{68}";

/// Takes the key of the first line of a file, and nothing else of it, into a file beside the folder of the bundle.
fn first_key(from: &str, before: &str, to: &str) -> String {
    format!("    LC_ALL=C sed -nE '1s|^({KEY}).*|{before}\\1|p' {from} > {to}\n")
}

fn commands(header: &BundleHeader) -> Commands {
    let (folder, station, space) = (header.folder(), header.workstation.as_str(), header.kind.namespace());
    let option = option(header);
    let verify = format!(
        "ssh-keygen -Y verify -f ../vertrouwd -I {station} -n {space} -r keys/revoked.krl -s tagmanifest-sha256.txt.sig"
    );
    Commands {
        unpack: format!("    unzip -q {folder}.zip && cd {folder}\n"),
        trust_saved: first_key("../office-root.pub", &format!("* {option}"), "../vertrouwd"),
        show: first_key("keys/office-root.pub", "", "../getoond.pub") + "    ssh-keygen -lf ../getoond.pub\n",
        // What was shown is what is trusted: made from that one file, and from nothing in the bundle.
        trust_shown: format!("    sed 's|^|* {option}|' ../getoond.pub > ../vertrouwd\n"),
        judge: format!(
            "    {verify} < tagmanifest-sha256.txt\n    \
             sha256sum -c --quiet tagmanifest-sha256.txt manifest-sha256.txt && echo ALLES KLOPT\n    \
             diff <(cut -c67- manifest-sha256.txt | LC_ALL=C sort) <(find data -type f | LC_ALL=C sort) && \
             echo GEEN EXTRA BESTANDEN\n"
        ),
        second: SECOND,
        windows: format!(
            "    Expand-Archive {folder}.zip . ; cd {folder}\n    \
             $k = [regex]::Match((gc keys/office-root.pub -TotalCount 1), '^{KEY}').Value\n    \
             $k | Out-File -Encoding ascii ../getoond.pub\n    \
             ssh-keygen -lf ../getoond.pub\n    \
             \"* {option}$k\" | Out-File -Encoding ascii ../vertrouwd\n    \
             cmd /c \"{verify} < tagmanifest-sha256.txt\"\n    \
             gc manifest-sha256.txt,tagmanifest-sha256.txt | % {{ $h,$p=$_ -split '  ',2; \
             if((Get-FileHash -LiteralPath $p -Algorithm SHA256).Hash -ne $h){{\"FOUT $p\"}} }}\n    \
             certutil -hashfile tagmanifest-sha256.txt SHA256\n"
        ),
    }
}

/// Writes the page, Dutch first and then English.
pub(super) fn read_me(header: &BundleHeader, office: &str, root: &Fingerprint) -> String {
    let commands = commands(header);
    let time = header.created.civil().format("%Y%m%d%H%M%S").to_string();
    format!("{}\n{}", dutch(office, root, &commands, &time), english(office, root, &commands, &time))
}

fn dutch(office: &str, root: &Fingerprint, commands: &Commands, time: &str) -> String {
    let Commands { unpack, trust_saved, show, trust_shown, judge, second, windows } = commands;
    format!(
        "ZO CONTROLEERT U DEZE BUNDEL\n\
         ============================\n\
         Afzender: {office}\n\
         De afzender zegt dat dit de vingerafdruk van zijn hoofdsleutel is: {root}\n\n\
         Vertrouw niets wat alleen in deze bundel staat: ook niet deze vingerafdruk, en niet de map keys/. Die map is er\n\
         voor het gemak. Wat telt is wat u al had, of wat u op papier of aan de telefoon vergelijkt.\n\n\
         1. Pak uit (Linux, macOS, in bash):\n{unpack}\n\
         2a. Hebt u de hoofdsleutel van de afzender al? Leg dat bestand, office-root.pub, naast het zip-bestand. (Hebt u\n    \
         een partnerkaart? Zet de regel achter \"Hoofdsleutel:\" in office-root.pub.) Dan:\n{trust_saved}\n\
         2b. Hebt u alleen de vingerafdruk op papier? Haal de sleutel uit de bundel en toon zijn vingerafdruk:\n{show}\n    \
         VERGELIJK ELK TEKEN MET HET PAPIER. Is er iets anders? Stop. Is hij gelijk? Dan:\n{trust_shown}\n\
         3. Controleer:\n{judge}\n    \
         Er moet staan: Good \"…\" signature, ALLES KLOPT en GEEN EXTRA BESTANDEN.\n    \
         Is het certificaat inmiddels verlopen? Zet dan achter \"verify\": -O verify-time={time}\n    \
         Dat is het moment waarop deze bundel gemaakt is, volgens de klok van de afzender.\n    \
         De lijst keys/revoked.krl is van de afzender: hij kan een sleutel afkeuren, nooit goedkeuren. Kreeg u zelf een\n    \
         nieuwere lijst met ingetrokken sleutels? Gebruik die in plaats van keys/revoked.krl.\n\n\
         4. Windows, in PowerShell. Voor de handtekening cmd.exe met <, nooit een PowerShell-pijp. Vergelijk ook hier de\n    \
         vingerafdruk met het papier, of gebruik ../office-root.pub als u de sleutel al had:\n{windows}\n    \
         Elke regel met FOUT is een bestand dat niet klopt.\n\n\
         5. Geen ssh-keygen? Vergelijk de uitkomst van certutil of sha256sum voor tagmanifest-sha256.txt met de 16\n    \
         groepjes op het papieren voorblad van de afzender.\n\n\
         6. Staat er een bestand tagmanifest-sha256.txt.p7s bij? Dat is een tweede handtekening, met een certificaat.\n    \
         Hebt u het certificaat van de uitgever (ca.pem, naast de map)? Controleer haar dan met:\n{second}\n    \
         Of dat certificaat is ingetrokken, ziet u zo niet. De eerste handtekening blijft nodig.\n\n\
         Klopt er iets niet? Lees de bundel dan niet in. Bel de afzender op een nummer dat u al had.\n"
    )
}

fn english(office: &str, root: &Fingerprint, commands: &Commands, time: &str) -> String {
    let Commands { unpack, trust_saved, show, trust_shown, judge, second, windows } = commands;
    format!(
        "HOW TO VERIFY THIS BUNDLE\n\
         =========================\n\
         Sender: {office}\n\
         The sender says that this is the fingerprint of its root key: {root}\n\n\
         Trust nothing that stands in this bundle alone: not this fingerprint, and not the folder keys/. That folder is\n\
         a convenience. What counts is what you had already, or what you compare with paper or on the phone.\n\n\
         1. Unpack (Linux, macOS, in bash):\n{unpack}\n\
         2a. Do you have the sender's root key already? Put that file, office-root.pub, beside the zip file. (Do you have\n    \
         a partner's card? Put the line after \"Hoofdsleutel:\" into office-root.pub.) Then:\n{trust_saved}\n\
         2b. Do you have only the fingerprint on paper? Take the key out of the bundle and show its fingerprint:\n{show}\n    \
         COMPARE EVERY CHARACTER WITH THE PAPER. Is anything different? Stop. Is it equal? Then:\n{trust_shown}\n\
         3. Verify:\n{judge}\n    \
         It must say: Good \"…\" signature, ALLES KLOPT and GEEN EXTRA BESTANDEN.\n    \
         Has the certificate ended since? Add after \"verify\": -O verify-time={time}\n    \
         That is when this bundle was made, by the sender's clock.\n    \
         The list keys/revoked.krl is the sender's: it can refuse a key, never vouch for one. Were you given a newer list\n    \
         of revoked keys? Use that instead of keys/revoked.krl.\n\n\
         4. Windows, in PowerShell. For the signature cmd.exe with <, never a PowerShell pipe. Compare the fingerprint\n    \
         with the paper here as well, or use ../office-root.pub when you had the key already:\n{windows}\n    \
         Each line with FOUT is a file that is not right.\n\n\
         5. No ssh-keygen? Compare what certutil or sha256sum says of tagmanifest-sha256.txt with the 16 groups on the\n    \
         sender's paper cover sheet.\n\n\
         6. Is there a file tagmanifest-sha256.txt.p7s? That is a second signature, by a certificate.\n    \
         Do you have the certificate of its issuer (ca.pem, beside the folder)? Then verify it with:\n{second}\n    \
         Whether that certificate was revoked does not show. The first signature is needed all the same.\n\n\
         Is something not right? Do not take the bundle in. Call the sender on a number that you had already.\n"
    )
}
