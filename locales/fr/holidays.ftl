# Names of the closing days (booking-rules §2).

holiday-new-year = Jour de l'an
holiday-good-friday = Vendredi saint
holiday-easter-monday = Lundi de Pâques
holiday-labour-day = Fête du Travail
holiday-victory-1945 = Victoire de 1945
holiday-ascension = Ascension
holiday-whit-monday = Lundi de Pentecôte
holiday-bastille-day = Fête nationale
holiday-assumption = Assomption
holiday-all-saints = Toussaint
holiday-armistice = Armistice de 1918
holiday-christmas = Noël
holiday-saint-stephen = Saint-Étienne
holiday-abolition = Abolition de l'esclavage
