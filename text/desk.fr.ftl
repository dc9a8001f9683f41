# Les pages du bureau qui se chargent à l’ouverture : le tableau du relogement, les instruments de la carte.

desk-board = Tableau
desk-registers = Registres
board-intro = Les ménages par étape au { $day }, et ce qui attend quelqu’un. Les ménages sont des codes, jamais des noms ; rien ne reste dans ce navigateur.
board-settlement = Site
board-every-settlement = tous les sites
board-none = Aucun ménage pour l’instant.
board-none-do = Ajoutez des ménages dans leur registre, ou versez-en un fichier sous Administration.
board-none-here = Aucun ménage de ce site que vous puissiez lire.
board-waiting = Ce qui attend
board-follow-ups = Suivis à faire
board-proposals = Propositions sans réponse
board-moves = Déménagements prévus
board-count = { $late ->
    [0] { $total }
   *[other] { $total }, dont { $late } en retard
}
board-nothing-waits = Rien n’attend ici.
board-all-of-them = Les { $total } dans le registre
board-on-the-way = Vers un logement
board-other-ways = Autres issues
board-households = { $total ->
    [one] { $state } : { $total } ménage
   *[other] { $state } : { $total } ménages
}
board-empty-stage = Aucun ménage
board-people = { $size ->
    [one] { $size } personne
   *[other] { $size } personnes
}
board-rooms = { $rooms ->
    [one] { $rooms } pièce
   *[other] { $rooms } pièces
}
board-rent = jusqu’à { $rent }
board-ground-floor = rez-de-chaussée
board-step-free = sans marche
board-school = école à proximité
board-needs = Besoins
board-changed = écrit pour la dernière fois le { $day }
board-from = site { $code }
board-late = en retard
board-wait-follow_up = Suivi { $code }
board-wait-proposal = Proposition { $code }
board-wait-move = Déménagement { $code }
board-due = échéance le { $day }
board-months = { $months } mois après le déménagement
board-open-household = Ménage { $code }
board-sides = Ce que montre le tableau
board-side-households = Ménages
board-side-homes = Logements
board-side-agenda = Ordre du jour
board-title-households = Où en est chaque ménage
board-title-homes = Quels logements attendent un ménage
board-title-agenda = Ce qui attend une décision
board-not-yours-households = Votre compte ne lit rien des ménages : il n’y a pas de tableau pour vous.
board-not-yours-homes = Votre compte ne lit pas les logements un par un. Le rapport « offre de logements » en donne les comptes.
board-not-yours-agenda = Votre compte ne lit pas ce qui se décide : il n’y a pas d’ordre du jour pour vous.
homes-intro = Les logements au { $day }, sans ceux qui sont retirés. Aucune adresse n’est donnée ici.
homes-offers-all = Les propositions à tous les ménages sont comptées.
homes-offers-own = Seules sont comptées les propositions aux ménages que vous pouvez connaître : un logement qui semble libre peut être proposé à un autre.
homes-offers-open = Des propositions, vous connaissez celles qui attendent une réponse ou un emménagement.
homes-offers-none = Votre compte ne lit rien des ménages : les propositions ne sont pas dites, et un logement qui semble libre peut être proposé.
homes-none = Aucun logement pour l’instant.
homes-none-of-landlord = Aucun logement de ce bailleur.
homes-none-do = Ajoutez des logements dans leur registre, ou versez-en un fichier sous Administration.
homes-every-landlord = Tous les bailleurs
homes-landlords = Par bailleur
homes-landlord = Bailleur
homes-no-landlord = sans bailleur
homes-column-homes = Logements
homes-column-available = Libres
homes-column-without = Libres, non proposés
homes-column-proposed = Proposés
homes-column-reserved = Réservés
homes-column-occupied = Habités
homes-column-refused = Refusés
homes-not-told = non dit
homes-left-out = { $count ->
    [one] Un autre est dans le registre.
   *[other] { $count } autres sont dans le registre.
}
homes-refusals = Pourquoi des logements ont été refusés : { $reasons }.
homes-refusal = { $reason } ({ $total })
homes-conventions = Par convention, les premières à finir en tête
homes-no-convention = Aucune convention en vigueur.
homes-convention = Convention
homes-ends = Fin
homes-promised = Logements promis
homes-no-end = sans fin indiquée
homes-over = { $days ->
    [one] finie depuis un jour
   *[other] finie depuis { $days } jours
}
homes-near = { $days ->
    [0] aujourd’hui
    [1] demain
   *[other] dans { $days } jours
}
homes-free = { $count ->
    [0] Logements libres proposés à personne
    [one] Un logement libre proposé à personne
   *[other] { $count } logements libres proposés à personne
}
homes-no-free = Tout logement libre est proposé à un ménage.
homes-free-home = Logement
homes-free-since = Libre depuis
homes-free-kind = Nature
homes-free-rooms = Pièces
homes-free-rent = Loyer
homes-free-area = Quartier
homes-free-landlord = Bailleur
homes-free-convention = Convention
homes-days = { $days ->
    [one] un jour
   *[other] { $days } jours
}
homes-hazard = dangers du lieu : classe { $letter }
agenda-body = Qui décide
agenda-every-body = tous
agenda-body-steering_group = comité de pilotage
agenda-body-orientation_cell = cellule d’orientation
agenda-body-emergency_cell = cellule d’urgence
agenda-sum = { $waiting ->
    [0] Rien n’attend de décision
    [one] Une décision attend
   *[other] { $waiting } décisions attendent
}{ $late ->
    [0] {""}
    [one] , dont une hors délai
   *[other] , dont { $late } hors délai
}. État au { $day }, { $hour }.
agenda-take = Ordre du jour, décisions et compte rendu en { $format }
agenda-no-session = Aucune séance n’est prévue.
agenda-no-session-do = Ajoutez-en une dans le registre des séances, et inscrivez-y ce qui attend.
agenda-session = { $body }, { $day }
agenda-in-days = { $days ->
    [0] aujourd’hui
    [1] demain
   *[other] dans { $days } jours
}
agenda-not-held = { $days ->
    [1] prévue hier, non dite tenue
   *[other] prévue il y a { $days } jours, non dite tenue
}
agenda-invited = avec { $organisations }
agenda-told-part = Seules sont dites les décisions sur les sites et les ménages que vous pouvez connaître : d’autres peuvent attendre.
agenda-told-no_household = Votre compte ne lit rien des ménages : les décisions à leur sujet ne sont pas dites ici, et d’autres peuvent attendre.
agenda-nothing = { $told ->
    [all] Rien n’attend cette séance.
   *[other] Rien de ce que vous pouvez connaître n’attend cette séance.
}
agenda-others = À l’ordre du jour d’aucune séance à venir
agenda-clock = Jusqu’à quand
agenda-subject = Objet
agenda-about = Concerne
agenda-decision = Décision
agenda-operation = Opération { $code }
agenda-no-day = sans échéance
agenda-days-late = { $days ->
    [one] un jour de retard
   *[other] { $days } jours de retard
}
agenda-hours-left = { $hours ->
    [0] moins d’une heure
    [1] encore une heure
   *[other] encore { $hours } heures
}
agenda-hours-late = { $hours ->
    [0] en retard de moins d’une heure
    [1] en retard d’une heure
   *[other] en retard de { $hours } heures
}
agenda-held = Dernière séance tenue :
agenda-no-minutes = Rien n’en a été écrit.
agenda-nothing-decided = { $told ->
    [all] Aucune décision ne nomme cette séance.
   *[other] Aucune décision que vous pouvez connaître ne nomme cette séance.
}

tools-close = Fermer
tool-here = Qu’y a-t-il ici ?
tool-measure = Mesurer
tool-day = Un autre jour
tool-classes = Classes de couleurs
tool-compare = Comparer deux dates
tool-take = Emporter la carte
here-find = Un lieu, par son nom ou ses coordonnées
here-help = Un site, un quartier ; 43,6045 ; 1,4440, 43°36′16″N 1°26′38″E, ou des mètres en Lambert-93.
here-found = Lieux trouvés
here-none = Rien ici ne porte ce nom, et ce ne sont pas des coordonnées.
here-middle = Le milieu de la carte
here-how = Cliquez sur la carte, ou nommez un lieu : chaque couche dit ce qui s’y trouve et à quelle distance est le plus proche.
here-title = En ce lieu
here-title-in = En ce lieu, { $name }
here-place = { $lat } nord, { $lon } est
here-ground = Le terrain seul : { $score } sur 100 ({ $low } à { $high }), avant toute visite
here-no-layers = Il n’y a pas encore de couche de dangers.
here-here-zone = ici, { $severity }
here-here-plain = ici
here-near-zone = à { $distance }, { $severity }
here-near-plain = à { $distance }
here-clear = rien à moins de { $reach }
here-unmapped = Personne n’a étudié ce lieu pour : { $layers }. Cela ne dit rien du danger.
here-depth = jusqu’à { $depth } m d’eau
here-source = { $source }, version { $version }, { $day }
measure-length = Longueur
measure-area = Surface
measure-how = Cliquez sommet après sommet sur la carte, ou déplacez la carte et prenez son milieu.
measure-corners = { $corners ->
    [0] Aucun sommet pour l’instant.
   *[other] Un sommet ; le suivant fera une ligne.
}
measure-ring = { $area }, { $around } de tour
measure-m2 = { $area } m²
measure-ha = { $area } ha
measure-middle = Ajouter le milieu de la carte
measure-back = Reprendre le dernier
measure-clear = Recommencer
day-how = Le classement et la carte tels qu’ils étaient le soir d’un jour : par les évaluations, les contours et les statuts d’alors.
day-none = Rien n’a été évalué avant aujourd’hui : il n’y a encore rien à revoir.
day-slider = Jours où quelque chose a été évalué
day-today = aujourd’hui
day-any = Un jour quelconque
compare-how = La dispersion à deux dates, une de chaque côté d’une ligne. Poussez la ligne sur la carte, ou lisez ci-dessous ce qui a changé.
compare-left = À gauche : jusqu’au
compare-right = À droite : jusqu’au
compare-cut = Le rapport ne compte les relogements qu’à partir d’une date : les deux jours ne compteraient pas la même chose.
compare-whole = Compter depuis le début
compare-backwards = La date de gauche précède celle de droite.
compare-no-day = Ce rapport n’a pas d’année antérieure : choisissez une date pour le côté gauche.
compare-figures = Chiffres des deux dates
compare-figure = Chiffre
compare-range = { $value } ({ $low } à { $high })
compare-changes = { $count ->
    [0] Aucun quartier n’a changé
    [one] Un quartier a changé
   *[other] { $count } quartiers ont changé
}
compare-more = Écart
compare-same = { $count ->
    [one] Un quartier a le même compte aux deux dates.
   *[other] { $count } quartiers ont le même compte aux deux dates.
}
classes-how = Colorez les quartiers selon vos propres classes. Le lien les garde.
classes-own = comme la page colore d’elle-même
classes-figure = Chiffre
classes-figure-quotient = fois une répartition égale
classes-figure-rate = relogés pour 1 000 ménages
classes-method = Bornes
classes-method-jenks = naturelles (Jenks)
classes-method-quantile = autant dans chaque classe (quantiles)
classes-method-equal = de même largeur
classes-method-manual = à la main
classes-count = Classes
classes-by-hand = Bornes, séparées par ;
classes-none = Toutes les valeurs sont égales, ou masquées : il y a une seule classe.
classes-breaks = Bornes à { $breaks }.
classes-untold = { $untold ->
    [one] { $untold } quartier n’a pas de chiffre communicable et n’est dans aucune classe.
   *[other] { $untold } quartiers n’ont pas de chiffre communicable et ne sont dans aucune classe.
}
classes-histogram = Histogramme des chiffres, de { $low } à { $high }, avec les bornes
take-how = Ce que montre la carte, établi par le serveur : avec légende, échelle et date.
take-not-day = Le fichier montre la carte d’aujourd’hui, non celle du jour choisi.
take-not-classes = Le fichier colore les quartiers comme la page d’elle-même, non selon les classes choisies.
take-format = Fichier
take-png = image (PNG)
take-a4 = A4, avec titre et sources (PDF)
take-a3 = A3, avec titre et sources (PDF)
take-title = Titre de la feuille
take-do = Emporter
take-no-layers = Cochez une couche : il n’y a rien à dessiner.

import-title = Un fichier devient une couche
import-intro = Déposez un fichier pour voir ce qu’il deviendrait. Rien n’est enregistré avant votre accord ; c’est alors une nouvelle version de la couche, entière ou pas du tout.
import-layer = Couche
import-drop = Déposez un fichier ici, ou choisissez-en un : GeoJSON, GeoPackage, Shapefile (zip), FlatGeobuf, CSV ou KML
import-chosen = Choisi : { $name }
import-reading = Lecture de { $name } ; rien n’est enregistré…
import-storing = Enregistrement de { $name } et réévaluation des sites…
import-tried = { $accepted } enregistrements sur { $read } deviendraient « { $layer } ». Rien n’est encore enregistré.
import-stored = { $accepted } enregistrements sur { $read } sont enregistrés comme « { $layer } ».
import-stored-do = C’est désormais la version courante ; la précédente est gardée.
import-format = { $format }, { $crs } ; { $mended } réparés, { $refused } refusés
import-record = Enregistrement { $number }
import-columns = De quelle colonne chaque champ est lu
import-field = Champ
import-column = Colonne du fichier
import-column-of = Colonne pour { $field }
import-no-columns = Aucune colonne du fichier n’est lue : seuls les contours le sont.
import-left-out = Ni lues ni enregistrées : { $columns }.
import-crs = Système de référence, si le fichier ne le dit pas ou se trompe
import-again = Relire
import-store = Enregistrer comme « { $layer } »
import-add = Garder ce que contient la couche et y ajouter ceci (zones, lignes, points)
import-no-shapes = Cette sorte de fichier n’a pas de contour à dessiner : les logements des ménages ne figurent sur aucune carte.
import-drawing = Les { $shown } premiers contours du fichier sur les quartiers
import-shown = { $shown } contours dessinés sur { $accepted }.
import-away = Aucun n’est près des quartiers : vérifiez le système de référence.
part-people = Personnes
part-weights = Poids
part-layers = Couches
part-files = Fichiers
part-others = Autres systèmes
part-record = Journal des changements
part-retention = Durées de conservation
part-installation = L’installation
part-not-yours = Votre compte n’ouvre pas la partie que ce lien désigne ; voici la première qu’il ouvre.
people-intro = Qui peut entrer, et ce que chacun peut faire. Un rôle se donne pour le temps nécessaire ; chaque changement figure au journal.
people-intro-read = Qui peut entrer, et ce que chacun peut faire. Vous pouvez regarder ; la personne qui gère les comptes les modifie.
people-none = Personne n’a encore de compte : qui atteint cette machine en est l’opérateur. Dès le premier compte, chacun s’identifie, vous aussi.
people-add = Ajouter une personne
people-make = Créer le compte
people-name = Nom d’identification
people-name-help = 2 à 64 lettres minuscules, chiffres, points, tirets, soulignés ou @ ; il reste au journal des changements.
people-role = Rôle
people-choose = Choisir un rôle
people-until = Dernier jour (vide : jusqu’au retrait)
people-sites = Pour ces sites seulement (vide : tous)
people-opens = Ouvre aussi
people-opens-H = ce que l’on sait des ménages
people-opens-R = justice et propriétaires
people-find = Chercher par nom ou rôle
people-closed-too = comptes fermés aussi
people-shown = { $shown } affichés sur { $all }
people-you = (vous)
people-own = Vos propres droits, c’est à quelqu’un d’autre de les modifier.
people-closed = fermé le { $on }
people-no-password = n’a pas encore choisi de mot de passe
people-no-factor = pas encore de second facteur
people-no-grant = aucun rôle
people-made = Compte créé le { $on }.
people-in = territoire { $territory }
people-to = jusqu’au { $until }
people-ended-on = terminé le { $until }
people-for = pour { $sites } seulement
people-give = Donner ce rôle
people-give-to = Donner un rôle à { $name }
people-give-help = Ses sessions prennent fin : la personne s’identifie à nouveau, pour que ce que le rôle exige à l’entrée soit demandé.
people-given = Le rôle est donné ; { $name } s’identifie à nouveau.
people-take-back = Retirer
people-take-back-sure = Le rôle prend fin aussitôt, et les sessions avec lui.
people-taken-back = Le rôle est retiré.
people-invite = Inviter à nouveau
people-invited = Remettez ce lien à { $name } par une voie sûre : il sert une fois, sous sept jours, à choisir un mot de passe. Il n’est plus montré ensuite.
people-end-sessions = Terminer toutes les sessions
people-end-sessions-sure = La personne est déconnectée de tous ses appareils ; les visites terminées hors réseau restent sur le téléphone.
people-ended-sessions = Toutes les sessions de { $name } sont terminées.
people-end-factor = Retirer le second facteur
people-end-factor-sure = La personne en installe un autre à la prochaine identification.
people-ended-factor = { $name } n’a plus de second facteur.
people-end-account = Fermer le compte
people-end-account-sure = Il ne se rouvre pas : sessions, invitations et jetons prennent fin aussitôt. Ce qui a été fait reste au journal.
people-ended-account = Le compte de { $name } est fermé.
weights-intro = Chaque nombre du score est un choix de valeurs. Modifiez-en un et voyez aussitôt qui monte ou descend ; rien n’est gardé avant que vous disiez pourquoi.
weights-intro-try = Chaque nombre du score est un choix de valeurs. Modifiez-en un et voyez aussitôt qui monte ou descend ; rien n’est gardé. Qui administre le territoire peut mettre d’autres poids en vigueur.
weights-kept = La version { $version } est en vigueur ; { $assessed } sites ont été évalués avec elle.
weights-changed = { $count ->
    [one] un modifié
   *[other] { $count } modifiés
}
weights-whole = Le score dans son ensemble
weights-areal = Zones : { $name }
weights-linear = Proximité : { $name }
weights-questions = Questions : { $name }
weights-vulnerability = Vulnérabilité des personnes
weights-monte_carlo = Assurance des rangs
weights-file = Le fichier lui-même
weights-file-help = TOML, avec ses notes ; ce qui est modifié ici est essayé comme un nombre ci-dessus.
weights-limit = de la classe { $from } à { $to }
weights-severity = gravité { $severity }
weights-was = était { $was }
weights-sum = Les poids font { $sum } ; ils doivent faire 1.
weights-sum-wrong = ne fait pas 1
weights-even = Partager le reste entre les autres
weights-key-w = poids
weights-key-good = bon à
weights-key-bad = mauvais à
weights-key-cap = au plus
weights-key-v_near = valeur tout près
weights-key-near_m = la proximité compte jusqu’à (m)
weights-key-d_in = entière jusqu’à (m)
weights-key-d_out = rien à partir de (m)
weights-key-rho = part de l’écart que les autres peuvent combler (rho)
weights-key-beta = la vulnérabilité ajoute au plus (beta)
weights-key-F0 = part d’un site qui vaut le tout (F0)
weights-key-kappa = une zone seulement proche compte au plus (kappa)
weights-key-unknown_mid = ce que compte une inconnue
weights-key-draws = tirages
weights-key-seed = graine
weights-key-spread = écart de chaque poids
weights-key-top_k = les tant premiers
weights-group-water = eau
weights-group-excreta = toilettes et hygiène
weights-group-waste = déchets et nuisibles
weights-group-space = place
weights-effect = Ce qui changerait
weights-nothing-tried = Modifiez un nombre : le classement qui en résulte apparaît ici.
weights-no-ranking = Il n’y a aucun site ouvert à classer.
weights-told = { $up } montent, { $down } descendent, { $stay } gardent leur rang ; { $classes ->
    [0] aucune classe ne change
    [one] un change de classe
   *[other] { $classes } changent de classe
}.
weights-nothing-moves = Aucun score ne bouge d’un dixième de point.
weights-site = Site
weights-rank = Rang
weights-score = Score
weights-up = monte de { $by }
weights-down = descend de { $by }
weights-same = même rang
weights-classes = classe { $from }, serait { $to }
weights-keep = Mettre ces poids en vigueur
weights-note = Pourquoi (figure auprès de la version)
weights-note-help = Chaque site ouvert est aussitôt évalué avec eux ; la version d’avant reste et peut être reprise.
weights-set = { $changes ->
    [one] Mettre en vigueur : un nombre change
   *[other] Mettre en vigueur : { $changes } nombres changent
}
weights-leave = Laisser tel quel
weights-look-again = Comparer à ceux désormais en vigueur
weights-versions = Versions
weights-version = Version { $version }
weights-in-force = en vigueur
weights-by = Mise en vigueur par { $by } le { $on }
weights-default = Les poids par défaut
weights-take-up = Essayer celle-ci
weights-take-up-of = Essayer celle-ci : version { $version }
record-title = Ce qui a été changé
record-intro = Chaque changement figure ici, le plus récent d’abord ; nul ne peut en modifier ou en retirer un sans que cela se voie.
record-prove = Vérifier que les journaux sont intacts
record-whole = Rien n’a été modifié, retiré ou contrefait.
record-altered = Les journaux ne sont pas tels qu’ils ont été écrits.
record-proved = Parcourus : changements { $changes }, consultations { $readings }, jours signés { $signed }.
record-more-faults = et { $count } de plus
record-head = À conserver ailleurs : il permet de déceler aussi un journal entièrement réécrit.
record-look = Chercher
record-actor = Qui
record-action = Ce qui a été fait
record-any = tout
record-subject = À quoi
record-since = Du
record-until = Au
record-number = Numéro
record-at = Quand
record-detail = Précisions
record-purpose = Pourquoi
record-none = Aucun changement ne correspond. Cherchez plus large.
record-older = Plus anciens
readings-title = Qui a consulté
readings-intro = Consultations de ce que l’on sait des ménages ou de la justice, avec leur raison.
readings-none = Personne n’a encore consulté.
retention-intro = Ce qu’un passage effacerait maintenant. Le serveur passe selon ses réglages, une fois par jour ; tant que son passage du jour n’a pas eu lieu, vous pouvez le lancer.
retention-clock-agrees = L’horloge concorde avec sa dernière lecture : un passage peut effacer.
retention-clock-first_reading = L’horloge n’a jamais été lue : le premier passage ne fait que la lire, et n’efface rien.
retention-clock-same_day = L’horloge a déjà été lue aujourd’hui : le prochain passage est demain.
retention-clock-disagrees = L’horloge ne concorde pas avec sa dernière lecture : rien n’est effacé tant qu’on ne l’a pas vérifiée.
retention-nothing = Rien n’est à échéance.
retention-class = Quoi
retention-months = Mois
retention-kept = Conservés
retention-due = À échéance
retention-oldest = Le plus ancien, depuis
retention-next = Prochain passage
retention-how = Un passage prend au plus un centième d’une catégorie : une horloge déréglée ne peut effacer une année d’un coup. Les durées figurent dans les réglages du serveur.
retention-run = Effacer maintenant
retention-run-sure = { $count ->
    [one] Un enregistrement est effacé pour de bon.
   *[other] { $count } enregistrements sont effacés pour de bon.
}
retention-reason = Pourquoi ne pas attendre le passage du serveur
retention-reason-help = Dix caractères au moins ; le motif est gardé avec le passage dans le journal des changements.
retention-ran = Effacé : { $erased }.
retention-ran-none = Le passage a eu lieu, et rien n’était à effacer.
retention-of-class = { $class } ({ $count })
kept-households = Ménages partis
kept-legal = Pièces de justice et de propriétaires
kept-journal = Notes du jour
kept-visit_photos = Photos de visites
kept-access_log = Qui a consulté quoi
kept-accounts = Comptes inutilisés
kept-closed_accounts = Noms de comptes fermés
installation-version = Version de Jalon
installation-database = Base de données
installation-answers = répond en { $ms } ms
installation-silent = ne répond pas
installation-disk = Libre sur le disque
installation-free = { $gb } Go
installation-unknown = ne peut être dit
installation-backup = Sauvegardes
installation-backup-fresh = la plus récente est assez récente
installation-backup-overdue = la plus récente est trop ancienne
installation-backup-not_asked = le serveur n’en fait pas
installation-webhooks = Autres systèmes
installation-webhooks-are = { $waiting } à prévenir encore, { $stopped } arrêtés
installation-change = Numéro du dernier changement
installation-layers = Enregistrements par couche
installation-no-layers = Aucune couche encore.
scoring-title = Évaluer tous les sites
scoring-intro = Chaque changement évalue ce qu’il touche. Ceci les reprend tous une fois, comme après une mise à jour.
scoring-start = Évaluer maintenant
scoring-runs = { $done } vus sur { $of }
scoring-failed = Le dernier passage a fini sans résultat : { $why }
scoring-none = Aucun passage depuis le démarrage du serveur.
scoring-ended = Le dernier passage a fini le { $on } à { $at } : { $assessed } sites réévalués.
action-settlement-add = site ajouté
action-settlement-change = site modifié
action-settlement-close = site fermé
action-settlement-remove = site retiré
action-import = couche importée
action-visit = visite
action-validate = visite validée
action-withdraw = visite retirée
action-score = évaluation
action-weights-set = poids mis en vigueur
action-override-set = classe fixée par un agent
action-override-lift = classe d’agent levée
action-works-add = travaux commandés
action-works-end = travaux terminés
action-incident-add = incident
action-team-set = équipe définie
action-team-remove = équipe retirée
action-alert = alerte demandée
action-register-add = fiche ajoutée
action-register-change = fiche modifiée
action-register-move = fiche changée d’état
action-register-remove = fiche retirée
action-register-undo = changement annulé
action-register-expire = fiche échue
action-file-add = fichier ajouté
action-file-remove = fichier retiré
action-publish = décomptes publiés
action-national-export = feuille nationale prise
action-national-import = feuille nationale reçue
action-erase = ménage effacé
action-retention-run = effacé à échéance
action-webhook-add = autre système ajouté
action-webhook-change = autre système modifié
action-webhook-remove = autre système retiré
action-user-add = compte créé
action-user-link = invitation
action-user-grant = rôle donné
action-user-revoke = rôle retiré
action-user-disable = compte fermé
action-sessions-end = sessions terminées
action-user-password = mot de passe choisi
action-sign-in = identification
action-sign-out = déconnexion
action-factor-set = second facteur installé
action-factor-remove = second facteur retiré
action-token-add = jeton créé
action-token-end = jeton terminé
action-break-glass = classe fermée ouverte
action-export-limit = trop de fichiers
action-backup = sauvegarde
action-audit-head = jour signé
action-settlement-status = site passé à un statut
action-retention-clock = horloge lue
action-retention-readings = consultations anciennes effacées
action-charter-accept = charte acceptée
action-recovery = code de secours utilisé
action-sign-on = entrée par l’identification de la ville
action-sign-on-end = sortie de l’identification de la ville
action-break-glass-end = classe refermée
action-user-forget = nom d’un compte fermé effacé
action-subject-file = dossier d’un ménage remis
action-file-refuse = fichier refusé
action-placing-propose = logements proposés
action-placing-decide = proposition de logements tranchée
action-national-undo = feuille nationale annulée
action-erasure-receipt = reçu d’un effacement
action-import-undo = import annulé
import-take-back = Annuler l’import
import-take-back-sure = La couche redevient ce qu’elle était avant ce fichier.
import-taken-back = Annulé : « { $layer } » contient de nouveau ses { $records } enregistrements d’avant.
import-gone-back = Annulé : il n’y a de nouveau pas de « { $layer } », comme avant ce fichier.
import-taken-back-do = { $assessed } sites ont été réévalués. La version du fichier reste parmi les anciennes.
problem-import-followed = Un autre fichier est venu après celui-ci : il n’est plus annulé. Importez le fichier voulu, ou annulez d’abord le plus récent.
problem-import-edited = Des sites ont été modifiés un à un depuis : il n’est plus annulé. Exportez-les et importez la liste voulue.
problem-import-written-about = On a écrit au sujet d’un site arrivé avec ce fichier : il n’est plus annulé. Fermez le site s’il ne devrait pas y être.
tour-offer-title = Première visite ?
tour-offer = Cinq courtes étapes montrent ce que sait faire cette page. Tout, et tout le monde, est inventé dans cette ville.
tour-start = Me montrer
tour-no = Non merci
tour-next = Suivant
tour-back = Précédent
tour-end = Finir la visite
tour-step = Étape { $at } sur { $of }
tour-ranking-title = Où aller d’abord
tour-ranking = Les sites, les plus dangereux en tête. Choisissez-en un : des barres disent quel danger apporte combien de points, et ce que personne n’a encore mesuré. Les flèches et Entrée font de même.
tour-map-title = Ce que montre la carte
tour-map = La légende est aussi l’interrupteur : zones inondables, voies ferrées, lignes électriques. Les « outils de la carte » disent ce qu’il y a en un lieu, mesurent, reviennent à une autre date, emportent la carte.
tour-dispersal-title = Dispersés ou regroupés ?
tour-dispersal = Où vivent les familles relogées, à côté de ce que donnerait le seul hasard, en mots. Comparez deux dates, ou imprimez la page pour le conseil.
tour-board-title = Le travail
tour-board = Les ménages par étape, les logements qui en attendent un, et l’ordre du jour de ceux qui décident. Dites ce que vous cherchez : chaque consultation des ménages est notée.
tour-yours-title = Votre ville
tour-yours = Versez vos fichiers sous « Couches » et voyez-les avant que rien ne soit enregistré. Les comptes, les poids, le journal des changements et ce qui est gardé combien de temps sont là aussi.
action-outline-aside = contour d’une visite écarté
outlines-title = { $count ->
    [0] Contours des visites
    [one] Une visite propose un autre contour
   *[other] Des visites proposent d’autres contours : { $count }
}
outlines-walked = Parcouru le { $day } par { $by }
outlines-drawn = Dessiné le { $day } par { $by }
outlines-stands = Forme actuelle
outlines-proposed = Contour de la visite
outlines-area = { $area } m²
outlines-shared = En commun
outlines-shares = { $stands } de la forme, { $proposed } du contour
outlines-accuracy = Exact à environ
outlines-drawing = Le contour de la visite dessiné sur la forme actuelle
outlines-reason = Pourquoi
outlines-reason-hint = Pas de noms. Écarter demande une raison ; reprendre peut en avoir une.
outlines-reason-lacks = Écrivez pourquoi le contour n’est pas repris.
outlines-take = Le reprendre comme forme
outlines-aside = L’écarter
outlines-taken-is = Repris comme forme le { $day } par { $by }.
outlines-aside-is = Écarté le { $day } par { $by }.
outlines-because = Pourquoi : { $reason }
outlines-not-yours = La décision revient à qui écrit sur tous les sites.
