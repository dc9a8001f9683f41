### Les mots du produit en français ; le serveur et la page lisent ce même fichier.

## Facteurs
factor-flood = inondation
factor-fire = incendie
factor-ground = mouvement de terrain
factor-industrial = industrie
factor-transport = trains et circulation
factor-power_line = ligne électrique
factor-pollution = pollution
factor-other = autre péril
factor-sanitation = salubrité
factor-access = accès des secours
vulnerability = vulnérabilité

## Niveaux
band-very_low = très faible
band-low = faible
band-moderate = modéré
band-high = élevé
band-critical = critique
band-insufficient_data = données insuffisantes

## Gravités
severity-1 = faible
severity-2 = modéré
severity-3 = fort
severity-4 = très fort
