# Booking by patients: from the reason to the confirmation, and by link.

path-label = Etapas
path-1 = Motivo
path-2 = Hora
path-3 = Dados
path-4 = Código

home-title = Marcar consulta
home-lead = De que precisa?
home-nothing = A marcação online ainda não está aberta. O consultório marca-lhe uma consulta por telefone.
home-first = A partir de { $when }
home-full = Completo online de momento: telefone ao consultório
home-search = Procurar segundo os meus dias e as minhas horas
home-come = Como chegar
home-emergency = Este site não é para urgências. Em caso de urgência, ligue para o 15 ou o 112.

call-practice = Telefonar ao consultório:

care-video = Por vídeo
care-at-practice = No consultório
care-either = No consultório ou por vídeo, conforme o profissional
care-group = Em grupo
care-length-minutes = De { $least } a { $most } minutos
care-length-range = De { $least } a { $most }
care-age-between = Dos { $min } aos { $max } anos, no dia da consulta.
care-age-from = A partir dos { $min } anos, no dia da consulta.
care-age-to = Até aos { $max } anos, no dia da consulta.
care-for-new = Para uma primeira vinda ao consultório.
care-for-known = Para doentes que já vieram ao consultório.
care-for-new-with = Para uma primeira consulta com este profissional.
care-for-known-with = Para doentes já vistos por este profissional.
care-for-new-within = Para quem não vem ao consultório há { $months } meses.
care-for-known-within = Para doentes que vieram ao consultório há menos de { $months } meses.
care-for-new-with-within = Para quem não consulta este profissional há { $months } meses.
care-for-known-with-within = Para doentes vistos por este profissional há menos de { $months } meses.
care-conditions-differ = As condições dependem do profissional.
care-needs-letter = É necessária uma carta ou uma receita de um médico.
care-professions = Para estas profissões: { $list }.
care-approval = O consultório confirma cada pedido: receberá a resposta por e-mail.
care-approval-some = Conforme o profissional, o consultório confirma primeiro o seu pedido por e-mail.
care-approval-brief = Com o acordo do consultório

times-back = Escolher outro motivo
times-with = Com
times-anybody = Tanto faz
times-from = a partir de { $day }
times-nothing-short = nada livre
times-wishes = Escolher os meus dias e as minhas horas
times-wishes-people = Escolher os meus dias e as minhas horas, ou vir em grupo
times-people = Para quantas pessoas?
times-people-count = { $count ->
    [one] Uma pessoa
   *[other] { $count } pessoas
}
times-then = { $before }, { $next }
times-and = { $before } e { $next }
times-together = Cada escolha reserva uma hora por pessoa, seguidas ou ao mesmo tempo.
times-show = Ver as horas
times-all = Todas as horas
times-first = Primeiras horas livres
times-free = Horas livres
times-that-suit = Horas que lhe convêm
times-weeks = Outras semanas
times-earlier = Mais cedo
times-later = Mais tarde
times-nothing = De momento, não há horas livres online. Por vezes o secretariado conhece outras.
times-nothing-suits = Nenhuma hora livre corresponde a estes dias e horas. Alargue a sua escolha ou telefone.
times-opens = Próxima abertura de novas horas: { $when }, para consultas a partir de { $day }.
times-opens-daily = Depois, todos os dias às { $hour } abre mais um dia.
times-count = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
search-change = Alterar a procura
times-no-care = Este motivo não é proposto para marcação online. Escolha outro ou telefone ao consultório.
times-no-practitioner = Este profissional não propõe este motivo online. Escolha outra pessoa ou telefone ao consultório.

search-title = Procurar uma hora
search-care = Motivo
search-practitioner = Com
search-mode = Onde
search-mode-practice = No consultório
search-mode-video = Por vídeo
search-any-mode = No consultório ou por vídeo
search-length = Duração
search-any-length = Qualquer duração
search-any-care = Todos os motivos
search-days = Os dias que me convêm
search-after = A partir das
search-before = Antes das
search-any-hour = Qualquer hora
search-from = A partir do dia
search-seats = Número de lugares
search-button = Procurar
search-more = Ver todas as horas deste motivo
search-nothing = Nenhuma hora livre corresponde. Alargue a sua procura ou telefone ao consultório.

times-zone = As horas são as de { $city }.
summary-zone = hora de { $city }
summary-your-zone = onde está:
summary-seats = { $seats } lugares

hold-unreadable = A hora pedida não é legível. Escolha-a de novo na lista. Nada foi guardado.
lost-title = Esta hora não pode ser reservada
lost-nearest = As mais próximas
lost-others = Ver as outras horas

clock-until = Reservada para si até às { $until } (ainda { $left })
clock-live = Reservada para si, ainda
clock-over = O prazo passou. Continue: se a hora ainda estiver livre, voltamos a reservá-la para si.
clock-renew = Mais 5 minutos
clock-release = Mudar de hora

identity-title = Quem vem?
identity-errors = Há algumas respostas a rever:
identity-again = O prazo tinha passado, mas a hora ainda estava livre: está de novo reservada para si. Nada do que escreveu se perdeu.
identity-offers-hint = O que escreveu fica guardado: escolha uma hora e continuamos.
identity-for-me = Para mim
identity-for-other = Para outra pessoa
identity-for-hint = Para outra pessoa, indique o nome e a data de nascimento dela e o seu próprio e-mail.
identity-born-hint = Por exemplo: 17/05/1980
identity-born-malformed = Escreva a data assim: 17/05/1980.
identity-email-hint = Enviamos para lá um código de confirmação de seis algarismos.
identity-email-malformed = O endereço não está completo. Tem esta forma: nome@exemplo.pt
identity-phone-hint = Para o contacto em caso de imprevisto.
identity-optional = (facultativo)
identity-kind-new = Não, é a primeira vez
identity-kind-no = Não
identity-kind-known = Sim
identity-choose = Escolha
identity-referral = Tenho uma carta ou uma receita de um médico, válida no dia da consulta.
identity-referral-missing = Esta consulta exige uma carta ou uma receita de um médico. Sem ela, telefone ao consultório.
identity-not-for = Este motivo não é adequado. { $condition }
identity-next = A visita seguinte: { $care }
identity-next-number = Visita { $number }: { $care }
identity-next-required = É marcada ao mesmo tempo que a primeira.
identity-next-optional = Pode marcá-la desde já.
identity-next-later = Mais tarde
identity-next-missing = Escolha a hora da visita seguinte.
identity-consent = Aceito que o consultório guarde estas informações para esta consulta e me envie as mensagens que lhe dizem respeito.
identity-consent-link = Como são usados os seus dados
identity-consent-missing = Sem o seu acordo, a consulta não pode ser marcada online.
identity-send = Receber o meu código
identity-then = A consulta só fica marcada quando escrever o código.
identity-person = Pessoa { $number }
identity-family-same = (se for outro)
identity-person-twice = Esta pessoa já está inscrita acima.

field-for = Para quem é esta consulta?
field-given = Nome próprio
field-family = Apelido
field-born = Data de nascimento
field-email = E-mail
field-phone = Telefone
field-kind = Já veio ao consultório?
field-kind-with = Já teve uma consulta com { $name }?
field-kind-within = Veio ao consultório há menos de { $months } meses?
field-kind-with-within = Teve uma consulta com { $name } há menos de { $months } meses?
field-profession = Profissão
field-referral = Carta do médico
field-consent = Acordo

code-title = O seu código
code-lead = Acabámos de enviar um código de seis algarismos para { $email }. Escreva-o aqui para confirmar a consulta.
code-label = Código de seis algarismos
code-send = Confirmar a consulta
code-nothing = Não recebeu nada? Veja no correio não solicitado. O código é válido durante dez minutos.
code-again = Enviar outro código
code-sent-again = Enviámos um novo código. Só o último conta.
code-correct = Corrigir os meus dados
code-demo = Demonstração: não é enviado nenhum e-mail.
code-demo-link = Ler o e-mail

done-title = A sua consulta está marcada
done-title-all = As suas consultas estão marcadas
done-title-requested = O seu pedido foi enviado
done-lead = Enviamos uma confirmação para { $email }, com uma ligação para alterar ou anular.
done-lead-requested = O consultório ainda tem de o aceitar. Até lá, a hora está reservada para si; receberá a resposta por e-mail.
done-next = Visita seguinte
done-also = Marcada ao mesmo tempo
done-also-open = Alterar ou anular
done-calendar = Acrescentar ao meu calendário
done-manage = Alterar ou anular
done-bring = Informações úteis
done-free-until = Pode alterar ou anular livremente até { $when }.
done-soon = Não pode vir? Avise o consultório logo que possível, por esta ligação ou por telefone: a hora servirá a outra pessoa.

manage-title = A sua consulta
manage-hello = Bom dia, { $name }: esta é a sua consulta
manage-no-link = Para ver, alterar ou anular uma consulta, abra a ligação que está no e-mail de confirmação. Não a encontra? Telefone ao consultório.
manage-moved = A sua consulta foi alterada. Enviamos uma confirmação por e-mail.
manage-off = Esta consulta não se realizará: foi anulada.
manage-past = Esta consulta já passou ou está a decorrer.
manage-requested = O consultório ainda não respondeu ao seu pedido. Até lá, a hora está reservada para si.
manage-out-of-step = O intervalo com esta visita já não é respeitado. Altere-a também ou telefone ao consultório.
manage-next = Ver esta visita
manage-move = Escolher outra hora
manage-cancel = Anular esta consulta
manage-cancel-text = A hora será logo proposta a outra pessoa.
manage-cancel-next = Anular também a visita seguinte
manage-cancel-send = Sim, anular
manage-announce = Avisar que não vou
manage-announce-text = O prazo para anular passou (era { $when }). Avise mesmo assim: a hora servirá a outra pessoa. A anulação será contada como tardia.
manage-announce-send = Não vou
manage-again = Marcar outra consulta

fact-lead = Para proteger os seus dados, responda a uma pergunta.
fact-label = As três primeiras letras do apelido ou a data de nascimento
fact-hint = Da pessoa que tem a consulta. Por exemplo: MAR ou 17/05/1980
fact-send = Ver a consulta

new-time-title = Escolher outra hora
new-time-lead = A sua consulta atual continua reservada até escolher outra.
new-time-back = Voltar à consulta
new-time-stays = A sua consulta atual não mudou.

cancelled-title = A sua consulta está anulada
cancelled-lead = Obrigado por avisar: a hora servirá a outra pessoa.
cancelled-late = Obrigado por avisar. Como o prazo passou, a anulação é contada como tardia.
cancelled-next = A visita seguinte continua marcada. Para a anular também, abra a ligação do respetivo e-mail de confirmação.

denied-slot-taken = Alguém acaba de reservar esta hora.
denied-not-offered = Esta hora não é proposta: já passou, está demasiado próxima ou fora do horário de abertura.
denied-not-found = Esta ligação já não é válida: a consulta passou ou foi anulada, ou o endereço está incompleto.
denied-hold-expired = A hora já não está reservada para si. Escolha uma na lista.
denied-already-renewed = O prazo já foi prolongado uma vez.
denied-too-many-holds = Há demasiadas horas reservadas ao mesmo tempo a partir da sua ligação ou para o seu endereço de e-mail. Termine uma marcação em curso, espere cinco minutos ou telefone ao consultório.
denied-day-held = Muitas pessoas estão a escolher uma hora deste dia neste momento. Tente de novo dentro de um minuto: há horas que ficam livres quando alguém desiste. Também pode escolher outro dia ou telefonar ao consultório.
denied-wrong-code = Este código não está certo. { $left ->
    [one] Resta uma tentativa.
   *[other] Restam { $left } tentativas.
}
denied-code-expired = Este código já não é válido. Peça um novo.
denied-code-lost = Cinco códigos errados: por segurança, a hora foi libertada. Peça um novo código: se a hora ainda estiver livre, voltamos a reservá-la para si.
denied-too-many-codes = Já foi enviado um código para este endereço. Espere um minuto antes de pedir outro; três por dia no máximo.
denied-second-fact = A resposta não corresponde a esta consulta. Verifique-a; depois de vários erros, espere alguns minutos.
denied-patient-busy = Já há outra consulta marcada a essa hora para a mesma pessoa.
denied-not-eligible = Na sua situação, este motivo não pode ser marcado online. O consultório atende por telefone.
denied-limit = Foi atingido o número de consultas possíveis online. O consultório atende por telefone.
denied-by-phone = Esta consulta não pode ser marcada online. O consultório atende por telefone.
denied-wrong-state = Já não é possível: entretanto, a situação mudou. Nada foi alterado.
denied-clock = O serviço está a arrancar e ainda não sabe a hora exata. Nada foi guardado; tente de novo daqui a um minuto.
denied-next-taken = A hora da visita seguinte acaba de ser tomada. Escolha outra e confirme: o seu código continua válido.

closed-title = A marcação online não está aberta
closed-text = Este consultório ainda não envia e-mails: as horas livres são mostradas, mas a consulta marca-se por telefone.

offered-title = Escolha outra hora
offered-lead = O consultório não poderá atender à hora prevista, indicada abaixo. Estas são outras horas:
offered-none = As horas propostas já não estão livres. Telefone ao consultório para combinar outro momento.
offered-until = Responda antes de { $when }: até lá, estas horas não estão reservadas para si. Nenhuma lhe convém? Telefone ao consultório.

manage-confirm = Vou comparecer
manage-confirmed = Confirmou a sua presença ({ $when }). Obrigado.
manage-missed = O consultório anotou que não veio a esta consulta.
manage-missed-count = { $count ->
    [one] É uma consulta perdida nos últimos meses.
   *[other] São { $count } consultas perdidas nos últimos meses.
}
manage-contest = Não está certo?
manage-contest-words = O que aconteceu?
manage-contest-hint = Em poucas palavras, sem pormenores médicos. O consultório lerá a sua resposta e decidirá.
manage-contest-send = Não concordo
manage-contest-waits = A sua resposta chegou. O consultório vai lê-la.
manage-contest-excused = O consultório aceitou a sua explicação: esta falta não conta.
manage-contest-kept = O consultório leu a sua resposta e mantém a falta. Pode telefonar para falar sobre isso.

denied-questions = Responda primeiro às perguntas feitas antes das horas.
video-room = Ligação da videochamada
questions-lead = Algumas perguntas antes de escolher uma hora.
questions-missing = Falta uma resposta.
questions-send = Ver as horas livres
questions-privacy = As suas respostas servem só ao consultório, e só se marcar uma consulta.
questions-answered = A sua resposta
questions-stopped = De acordo com a sua resposta, esta consulta não se marca online.
questions-other = De acordo com a sua resposta, outra consulta é mais adequada:
questions-phone = De acordo com a sua resposta, outra consulta é mais adequada. Telefone ao consultório, que a marcará.

patience-title = Aguarde { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
}, por favor
patience-why = Neste momento chegam muitos pedidos, ou vêm da mesma ligação que o seu. Esta curta espera mantém a agenda livre para os pacientes.
patience-how = Em geral, a página continua sozinha. Se não, espere { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
} e carregue em «Continuar».
patience-go = Continuar
patience-kept = Nada do que escolheu ou escreveu se perde.
patience-working = Um momento: a página continua sozinha.

identity-code-by = Receber o código
identity-code-email = Por e-mail
identity-code-text = Por SMS
identity-code-hint = Por SMS basta o seu número de telemóvel: o endereço de e-mail pode ficar vazio.
identity-phone-fixed = Este número é de um telefone fixo: não recebe SMS. Indique um telemóvel ou escolha o e-mail.
identity-phone-foreign = Não enviamos SMS para este número. Indique outro telemóvel ou escolha o e-mail.
code-nothing-text = Não recebeu nada? Verifique o número e se o telefone tem rede. O código é válido durante dez minutos.
