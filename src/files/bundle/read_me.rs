//! The page in each bundle that says how to verify it with tools that are on the machine already.

use crate::keys::Fingerprint;
use noodbrug_core::bundle::BundleHeader;

/// Writes the page, Dutch first and then English, with the names of this very bundle in the commands.
pub(super) fn read_me(header: &BundleHeader, office: &str, root: &Fingerprint) -> String {
    let (folder, station, space) = (header.folder(), header.workstation.as_str(), header.kind.namespace());
    let verify = format!(
        "ssh-keygen -Y verify -f allowed_signers -I {station} -n {space} -r revoked.krl \
         -s tagmanifest-sha256.txt.sig"
    );
    let unix = format!(
        "    unzip -q {folder}.zip && cd {folder}\n    ssh-keygen -lf office-root.pub\n    \
         {verify} < tagmanifest-sha256.txt\n    \
         sha256sum -c --quiet tagmanifest-sha256.txt manifest-sha256.txt && echo ALLES KLOPT\n    \
         diff <(cut -c67- manifest-sha256.txt | LC_ALL=C sort) <(find data -type f | LC_ALL=C sort) && \
         echo GEEN EXTRA BESTANDEN\n"
    );
    let windows = format!(
        "    cmd /c \"{verify} < tagmanifest-sha256.txt\"\n    \
         gc manifest-sha256.txt | % {{ $h,$p=$_ -split '  ',2; if((Get-FileHash -LiteralPath $p -Algorithm \
         SHA256).Hash -ne $h){{\"FOUT $p\"}} }}\n    \
         certutil -hashfile tagmanifest-sha256.txt SHA256\n"
    );
    let time = header.created.civil().format("%Y%m%d%H%M%S");
    format!(
        "{}\n{}",
        dutch(office, root, &unix, &windows).replace("{time}", &time.to_string()),
        english(office, root, &unix, &windows).replace("{time}", &time.to_string())
    )
}

fn dutch(office: &str, root: &Fingerprint, unix: &str, windows: &str) -> String {
    format!(
        "ZO CONTROLEERT U DEZE BUNDEL\n\
         ============================\n\
         Afzender: {office}\n\
         Vingerafdruk van de hoofdsleutel: {root}\n\n\
         1. Gebruik uw eigen kopie van office-root.pub, allowed_signers en revoked.krl. Die kreeg u eerder van de\n   \
         afzender. De kopieën in de map keys/ zijn alleen voor het gemak. Vertrouw ze pas als de vingerafdruk gelijk\n   \
         is aan die op papier of aan de telefoon.\n\
         2. Linux, macOS (bash):\n{unix}\n   \
         Is het certificaat inmiddels verlopen? Zet dan achter \"verify\": -O verify-time={{time}}\n   \
         Dat is het moment waarop deze bundel gemaakt is, volgens de klok van de afzender.\n\
         3. Windows. Gebruik voor de handtekening cmd.exe met <, nooit een PowerShell-pijp:\n{windows}\n   \
         Elke regel met FOUT is een bestand dat niet klopt.\n\
         4. Geen ssh-keygen? Vergelijk de uitkomst van certutil of sha256sum voor tagmanifest-sha256.txt met de 16\n   \
         groepjes op het papieren voorblad van de afzender.\n\n\
         Klopt er iets niet? Lees de bundel dan niet in. Bel de afzender op een nummer dat u al had.\n"
    )
}

fn english(office: &str, root: &Fingerprint, unix: &str, windows: &str) -> String {
    format!(
        "HOW TO VERIFY THIS BUNDLE\n\
         =========================\n\
         Sender: {office}\n\
         Fingerprint of the root key: {root}\n\n\
         1. Use your own copy of office-root.pub, allowed_signers and revoked.krl, that the sender gave you before.\n   \
         The copies in the folder keys/ are for convenience only. Trust them only after the fingerprint is equal to\n   \
         the one on paper or on the phone.\n\
         2. Linux, macOS (bash):\n{unix}\n   \
         Has the certificate ended since? Add after \"verify\": -O verify-time={{time}}\n   \
         That is when this bundle was made, by the sender's clock.\n\
         3. Windows. For the signature use cmd.exe with <, never a PowerShell pipe:\n{windows}\n   \
         Each line with FOUT is a file that is not right.\n\
         4. No ssh-keygen? Compare what certutil or sha256sum says of tagmanifest-sha256.txt with the 16 groups on\n   \
         the sender's paper cover sheet.\n\n\
         Is something not right? Do not take the bundle in. Call the sender on a number that you had already.\n"
    )
}
