# Pages that say what went wrong, and what is wrong with a field.

error-label = Erro
error-incident = Número a indicar ao consultório:
error-title-400 = Este pedido não é legível
error-title-403 = Esta ação não é permitida
error-title-404 = Esta página não existe
error-title-405 = Esta página não se utiliza assim
error-title-408 = A ligação é demasiado lenta
error-title-409 = Entretanto, a situação mudou
error-title-410 = Esta ligação já não é válida
error-title-413 = O envio é demasiado grande
error-title-421 = Este site não responde neste endereço
error-title-422 = Algumas respostas não são adequadas
error-title-429 = Demasiados pedidos em pouco tempo
error-title-500 = Ocorreu um erro do nosso lado
error-title-503 = O serviço está indisponível de momento
error-detail-400 = Volte ao início e recomece. Se o problema continuar, telefone ao consultório.
error-detail-404 = Talvez o endereço esteja incompleto ou a página tenha sido retirada.
error-detail-408 = O seu pedido não chegou completo. Verifique a sua ligação e tente de novo.
error-detail-413 = Reduza o tamanho do que envia e tente de novo.
error-detail-500 = Nada foi guardado. Tente de novo daqui a um instante; se o problema continuar, telefone ao consultório.
error-detail-503 = Nada foi guardado. Tente de novo daqui a um minuto.
error-foreign-origin = O pedido não vem de uma página deste site. Nada foi alterado.
error-wait = Espere { $minutes ->
    [one] um minuto
   *[other] { $minutes } minutos
} e tente de novo. Também pode telefonar ao consultório.

field-missing = A preencher.
field-too-long = Demasiado longo: { $max } caracteres no máximo.
field-character = O carácter «{ $character }» não é aceite aqui.
field-malformed = A forma não está certa. Verifique o que escreveu.
field-out-of-range = Indique um valor entre { $min } e { $max }.
field-unknown-choice = Escolha uma das opções propostas.
field-social-security = Não indique nenhum número de segurança social: nunca é pedido aqui.
field-end-before-start = O fim deve ser posterior ao início.
field-taken = Já está em uso: escolha outra coisa.
error-disk-full = Nada foi guardado: o computador do consultório não tem mais espaço livre. Telefone ao consultório.
