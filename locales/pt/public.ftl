# Pages for patients.

privacy-title = Os seus dados
privacy-lead = O próprio consultório gere este site, no seu próprio aparelho. Nenhuma outra empresa vê as suas consultas.
privacy-what = O que guardamos
privacy-what-text = O seu apelido, o seu nome próprio, a sua data de nascimento, o seu endereço de e-mail ou o seu telefone e a data das suas consultas. Não pedimos número de segurança social, nem documentos, nem qualquer descrição do seu estado de saúde.
privacy-why = Para quê
privacy-why-text = Para gerir a agenda do consultório e enviar-lhe avisos: confirmação, lembrete, alteração. Para mais nada.
privacy-how-long = Durante quanto tempo
privacy-how-long-text = Um pedido não confirmado é apagado ao fim de 24 horas; um código de confirmação, ao fim de 10 minutos. { $months ->
    [0] A consulta e os seus contactos são guardados enquanto o consultório precisar deles para prestar atendimento.
   *[other] Depois, o consultório apaga as fichas sem consultas há { $months } meses. O seu processo clínico é mantido noutro lugar, com os seus próprios prazos.
}
privacy-rights = Os seus direitos
privacy-rights-text = Pode ver os seus dados, mandar corrigi-los ou apagá-los, ou opor-se à sua utilização: escreva ao consultório ou telefone. Tem direito a uma resposta no prazo de um mês. Pode também dirigir-se à autoridade francesa de proteção de dados (CNIL).
privacy-cookies = Cookies
privacy-cookies-text = Só são usados cookies indispensáveis; nenhum segue ninguém, nenhum serve para publicidade.

demo-outbox-title = Caixa de saída da demonstração
demo-outbox-lead = A demonstração não envia nenhum e-mail. Estes são os que os doentes receberiam, o mais recente primeiro.
demo-outbox-again = Atualizar
demo-outbox-empty = Ainda não há mensagens. Marque uma consulta: o código aparecerá aqui.
demo-outbox-to = Para { $to }, { $when }
