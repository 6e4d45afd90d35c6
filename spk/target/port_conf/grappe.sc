[grappe]
title="Grappe"
desc="Prise de rendez-vous du cabinet"
port_forward="no"
dst.ports="8643/tcp"
