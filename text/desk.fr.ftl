# Les pages du bureau qui se chargent à l’ouverture : le tableau du relogement.

desk-board = Tableau
desk-registers = Registres
board-title = Où en est chaque ménage
board-intro = Les ménages par étape au { $day }, et ce qui attend quelqu’un. Les ménages sont des codes, jamais des noms ; rien ne reste dans ce navigateur.
board-not-yours = Votre compte ne lit rien des ménages : il n’y a pas de tableau pour vous.
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
