-- Open dossiers whose applicant asked to withdraw, from the states as they were kept until now. Locks these few rows, no table.
update dossier d set is_withdrawal_asked = true
  from dossier_state s
 where s.dossier_id = d.id and d.is_open and (s.state ->> 'isWithdrawalAsked')::boolean;
