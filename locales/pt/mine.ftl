# What a patient can do by the own link beside moving and cancelling.

delay-title = Vai chegar com atraso?
delay-lead = Diga de quanto: o consultório vê-o de imediato.
delay-again = Mudou? É o último atraso anunciado que conta.
delay-button = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
delay-told = Anunciou { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
} de atraso. O consultório já sabe e espera por si por volta das { $hour }.
delay-enough = Venha: o consultório irá atender, talvez durante um pouco menos de tempo.
delay-short = Talvez fique pouco tempo para a sua consulta: telefone ao consultório antes de vir.
delay-beyond = Já é demasiado tarde para anunciar aqui um atraso: telefone ao consultório.
delay-phone = Alguma pergunta? O consultório atende pelo

again-title = Marcar de novo
again-hello = Marcar de novo, { $name }
again-known = Bom dia, { $name }. Este aparelho já sabe quem é: escolha a hora, confirme e é tudo.
again-lead = Escolha a hora: não há nada a preencher.
again-other = Para outra pessoa
again-others = Por outro motivo
again-together = Para as mesmas pessoas ({ $count })
again-alone = Só para mim
again-confirm-title = Confirmar a consulta
again-confirm-hello = { $name }, está tudo certo?
again-confirm-lead = Esta hora está reservada para si até às { $until }.
again-confirm-send = Confirmar
again-consent-new = A informação sobre os dados pessoais mudou desde a última vez.
again-consent-missing = Leia a informação e assinale a caixa para confirmar.
again-done = Fica anotado, { $name }. Enviamos uma confirmação por e-mail, com a ligação para alterar ou anular.
again-requested = O seu pedido foi enviado, { $name }. A hora está reservada; o consultório responde-lhe por e-mail.

mine-title = O meu calendário, os meus dados
mine-device = Da próxima vez
mine-device-lead = Este aparelho pode lembrar-se de si durante seis meses: escolherá a hora, sem preencher nada. Mostrará o seu nome próprio e mais nada.
mine-device-shared = Nunca num aparelho partilhado.
mine-device-remember = Lembrar-se de mim neste aparelho
mine-device-known = Este aparelho lembra-se de si: a primeira página propõe marcar de novo.
mine-device-forget = Esquecer este aparelho
mine-device-forget-all = Esquecer todos os meus aparelhos
mine-device-privacy = Se o pediu, este aparelho guarda durante seis meses um cookie que permite saber quem é; pode apagá-lo na primeira página.
mine-feed = As minhas consultas no meu calendário
mine-feed-lead = Um endereço secreto que o seu calendário segue: as suas próximas consultas, com o nome do consultório, a morada e a hora. Nem o motivo nem o profissional.
mine-feed-make = Criar o endereço
mine-feed-again = Criar um novo endereço
mine-feed-end = Eliminar o endereço
mine-feed-made = O endereço está pronto. Só é mostrado uma vez; um endereço anterior deixa de funcionar.
mine-feed-open = Abrir no meu calendário
mine-feed-copy = Ou copie este endereço para «Subscrever um calendário»:
mine-data = Os meus dados
mine-data-lead = Antes de entregar todos os seus dados, o consultório verifica também o seu endereço de e-mail: é enviado para lá um código de seis algarismos.
mine-data-phone = O consultório não tem nenhum endereço de e-mail seu: telefone para receber os seus dados ou mandar apagá-los.
mine-code = Receber um código
mine-code-send = Abrir os meus dados
mine-code-over = Este código já não é válido. Peça outro.
mine-data-open = Tudo o que o consultório guarda sobre si para as consultas, para ler ou para um programa.
mine-data-html = Descarregar para ler
mine-data-json = Descarregar para um programa
mine-erase = Pedir que os meus dados sejam apagados
mine-erase-lead = O consultório lê o pedido e decide: a lei obriga-o a guardar certos dados. Responde-lhe por e-mail no prazo máximo de um mês. As suas próximas consultas mantêm-se enquanto não as anular.
mine-erase-send = Pedir o apagamento
mine-erase-waits = Pediu que os seus dados fossem apagados ({ $when }). O consultório vai responder por e-mail.
mine-erase-answered = Pediu que os seus dados fossem apagados ({ $when }). O consultório respondeu:
mine-done-device = Este aparelho lembra-se de si.
mine-done-forgotten = Os seus aparelhos foram esquecidos.
mine-done-ended = O endereço já não funciona: o seu calendário deixou de seguir as suas consultas.
mine-done-code = Enviamos o código por e-mail. É válido durante dez minutos.
mine-done-open = O seu endereço está verificado.
mine-done-asked = O seu pedido foi enviado. O consultório responde por e-mail.

letter-subject-erased = Os seus dados foram apagados
letter-erased = Como pediu, o consultório apagou os seus dados da agenda. Esta mensagem é a última.
letter-subject-not-erased = O seu pedido de apagamento
letter-not-erased = Pediu que os seus dados fossem apagados. O consultório não os apaga, por esta razão:
reminded-title = Lembretes
reminded-lead = Lembramos-lhe as suas consultas com antecedência. Sem lembrete, continuam marcadas.
reminded-email-on = Por e-mail: recebe-os.
reminded-email-off = Por e-mail: não os quer receber.
reminded-sms-on = Por SMS: recebe-os.
reminded-sms-off = Por SMS: não os quer receber.
reminded-email-stop = Não receber mais por e-mail
reminded-email-start = Receber por e-mail
reminded-sms-stop = Não receber mais por SMS
reminded-sms-start = Receber por SMS
reminders-off-title = Não receber mais lembretes
reminders-off-lead = As suas consultas deixarão de lhe ser lembradas por e-mail. Continuam marcadas, e as confirmações continuam a chegar.
reminders-off-send = Não receber mais lembretes
reminders-off-done = Feito: não receberá mais lembretes por e-mail. As suas consultas continuam marcadas.
reminders-off-unknown = Esta ligação não é válida. Abra a sua consulta pela respetiva ligação ou telefone para o consultório.
