# Pages that the law asks for: legal notice, cookies, accessibility.

footer-legal = Informações legais
footer-accessibility = Acessibilidade

legal-title = Informações legais
legal-publisher = Quem publica este site
legal-no-address = O consultório ainda não indicou a sua morada.
legal-siret = SIRET (número de registo francês da empresa):
legal-rpps = Números RPPS (registo francês dos profissionais de saúde)
legal-director = Responsável pela publicação
legal-no-director = O consultório ainda não o indicou.
legal-host = Alojamento
legal-own-host = O próprio consultório aloja este site, no seu próprio aparelho. Nenhuma outra empresa guarda lá dados.
legal-software = Programa
legal-software-text = Este site funciona com o Grappe, um programa livre (licença AGPL 3.0 ou posterior). Não chama nenhum outro site e não mede nenhuma audiência.

cookies-domain = Cada um só é colocado quando é necessário, só é lido por este site e desaparece ao fim do tempo indicado.

cookie-lang = a língua que escolheu, um ano
cookie-browser = reconhece o seu navegador enquanto faz a marcação, 12 horas
cookie-hold = a hora que reservamos para si, 30 minutos
cookie-answers = as suas respostas às perguntas do motivo, cifradas, 2 horas
cookie-link = a ligação pessoal que abriu, 30 minutos
cookie-pass = provou que esta ligação é sua, 30 minutos
cookie-offer = a proposta que abriu, 30 minutos
cookie-offer-pass = provou que ela é para si, 30 minutos
cookie-join = o seu pedido de inscrição na lista de espera, 30 minutos
cookie-waiting = o lugar na lista de espera que abriu, 30 minutos
cookie-waiting-pass = provou que é o seu, 30 minutos
cookie-again = para voltar a marcar logo a seguir, 30 minutos
cookie-file = comprovou o seu endereço de e-mail para abrir os seus dados, 30 minutos
cookie-device = reconhece-o da próxima vez, apenas se o pediu, seis meses
cookie-desk = a sessão de uma pessoa do consultório, 12 horas no máximo
cookie-invited = o convite de uma pessoa do consultório, até escolher a sua palavra-passe
cookie-kiosk = o tablet da sala de espera, 400 dias

data-who = Quem é responsável
data-contact = Sobre os seus dados, escreva para: { $contact }.

accessibility-title = Acessibilidade
accessibility-lead = { $practice } quer que todas as pessoas possam marcar consulta aqui (artigo 47 da lei francesa n.º 2005-102, de 11 de fevereiro de 2005). Esta declaração diz respeito às páginas de marcação.
accessibility-state = Estado de conformidade
accessibility-state-not-audited = Não foi feita nenhuma auditoria: no sentido da norma francesa de acessibilidade (RGAA 4.1), o site é, portanto, «não conforme».
accessibility-state-none = O site não está conforme com a norma francesa de acessibilidade (RGAA 4.1): menos de metade dos critérios são respeitados.
accessibility-state-partial = O site está parcialmente conforme com a norma francesa de acessibilidade (RGAA 4.1): pelo menos metade dos critérios são respeitados.
accessibility-state-full = O site está totalmente conforme com a norma francesa de acessibilidade (RGAA 4.1): todos os critérios são respeitados.
accessibility-tests = Resultados dos testes
accessibility-no-audit = Ainda ninguém verificou este site segundo a norma.
accessibility-audit = O site foi verificado em { $date }.
accessibility-auditor = Verificado por: { $who }.
accessibility-done = O editor do programa verifica cada página de forma automática antes de cada versão: contrastes, nomes dos campos, uso com o teclado, leitura sem JavaScript. Isto não substitui uma auditoria.
accessibility-not = Conteúdos não acessíveis
accessibility-made = Elaboração desta declaração
accessibility-dated = Esta declaração foi feita em { $date }.
accessibility-undated = O consultório ainda não completou esta declaração.
accessibility-means = Tecnologias: HTML e CSS; o JavaScript não é necessário.
accessibility-contact = Melhorias e contacto
accessibility-contact-text = Se alguma coisa não lhe permite marcar consulta aqui, diga-o ao consultório: receberá a consulta de outra forma.
accessibility-remedy = Vias de recurso
accessibility-remedy-text = Se comunicou um defeito de acessibilidade que não lhe permite utilizar uma página e não recebeu uma resposta satisfatória, pode:
accessibility-remedy-form = escrever ao Défenseur des droits (o provedor de justiça francês) pelo seu formulário (formulaire.defenseurdesdroits.fr);
accessibility-remedy-person = falar com o delegado do Défenseur des droits da sua região;
accessibility-remedy-post = enviar-lhe uma carta, gratuita e sem selo: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
