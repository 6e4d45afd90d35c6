# The tablet of the waiting room.

kiosk-title = Cheguei
kiosk-lead = Tem consulta hoje? Diga-o aqui: o seu nome não aparece.
kiosk-born = A sua data de nascimento
kiosk-day = Dia
kiosk-month = Mês
kiosk-year = Ano
kiosk-initials = As suas iniciais
kiosk-given = 1.ª letra do nome próprio
kiosk-family = 1.ª letra do apelido
kiosk-send = Cheguei
kiosk-help = Vem por outra pessoa? Indique a data de nascimento e as iniciais dela. Em caso de dúvida, dirija-se à receção.
kiosk-born-malformed = Verifique a data de nascimento: o dia, o mês e depois o ano com quatro algarismos.
kiosk-initials-malformed = Escreva as suas iniciais: uma letra em cada casa.
kiosk-welcome = Damos-lhe as boas-vindas: fica anotado
kiosk-see-desk = Dirija-se à receção
kiosk-here = Esperamos por si às { $hour }.
kiosk-sit = Sente-se, por favor: alguém virá chamar.
kiosk-sit-in = Sente-se aqui, por favor: { $place }. Alguém virá chamar.
kiosk-desk = Não podemos anotar aqui a sua chegada. Verifique a data e as iniciais ou dirija-se à receção.
kiosk-too-early = Ainda é demasiado cedo para anotar a sua chegada. Volte mais perto da hora ou dirija-se à receção.
kiosk-too-late = A sua hora já passou. A receção dirá se ainda é possível atender.
kiosk-too-often = Demasiadas tentativas em pouco tempo. Espere um minuto ou dirija-se à receção.
kiosk-over = Terminar
kiosk-again = Recomeçar
kiosk-goes-away = Esta página apaga-se sozinha ao fim de { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
}.
kiosk-link-title = Ligar este tablet
kiosk-link-lead = Este aparelho passará a ser o tablet «{ $name }»: os doentes dirão nele que chegaram. A ligação só serve uma vez.
kiosk-link-send = Ligar este aparelho
kiosk-link-dead = Esta ligação de tablet já não é válida: já foi usada, tem mais de um dia ou foi fechada. Crie outra em Definições, Tablets («Réglages», «Tablettes»).
kiosk-unbound = Este aparelho não é um tablet do consultório. Crie uma ligação em Definições, Tablets («Réglages», «Tablettes») e abra-a aqui.
kiosk-outside = Este tablet só funciona na rede do consultório. Ligue-o a essa rede ou crie uma ligação que permita as outras em Definições, Tablets («Réglages», «Tablettes»).
