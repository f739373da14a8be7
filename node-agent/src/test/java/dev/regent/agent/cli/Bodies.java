package dev.regent.agent.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Answers as nodes give them. */
final class Bodies {
  private Bodies() {}

  static String databases(String... names) {
    return "{\"answeredBy\":\"a\",\"databases\":["
        + Arrays.stream(names)
            .map(name ->
                ("{'name':'%s','quorum':true,'quorumReason':'','mode':'availability',"
                        + "'phase':'primary','primary':'a','leader':'w','redundant':true,"
                        + "'paused':false}")
                    .formatted(name))
            .collect(Collectors.joining(","))
            .replace('\'', '"')
        + "]}";
  }

  static String error(String error, String message) {
    return "{\"error\":\"%s\",\"message\":\"%s\"}".formatted(error, message);
  }

  static String accepted(String revision) {
    return "{\"accepted\":true,\"revision\":\"%s\"}".formatted(revision);
  }

  /** A healthy database with {@code primary} serving under {@code token}. */
  static String serving(String primary, String revision, String token) {
    return status("primary", primary, revision, token);
  }

  static String status(String phase, String primary, String revision, String token) {
    String other = primary.equals("a") ? "b" : "a";
    String named = phase.equals("primary") || phase.equals("paused") ? "'" + primary + "'" : "null";
    return """
    {'name':'orders','answeredBy':'a','quorum':true,'quorumReason':'w leads term 3',
    'leader':'w','term':3,'revision':'%2$s','formation':'f00d','systemId':'73','mode':
    'availability','phase':'%1$s','phaseText':'%3$s is %1$s','paused':%4$s,'primary':%5$s,
    'target':null,'token':'%6$s','revokeReason':null,'waitingFor':null,
    'waitingForText':null,'timeline':2,'vip':null,'redundant':true,
    'notRedundantBecause':[],'sync':{'members':['%7$s'],'confirmations':1,
    'wantedConfirmations':1,'rule':'ANY 1 (%7$s)','planned':null},'nodes':[
    {'node':'%3$s','role':'primary','endpoint':'db1:5432','syncMember':false,
    'reportAgeMs':120,'reportFresh':true,'postgres':'primary','writable':true,'open':true,
    'timeline':2,'flushed':'0/5000000','replayed':'0/5000000','lagBytes':0,
    'replayLagBytes':0,'streaming':false,'streamsFrom':null,'leaseToken':'%6$s'},
    {'node':'%7$s','role':'standby','endpoint':'db2:5432','syncMember':true,
    'reportAgeMs':90,'reportFresh':true,'postgres':'standby','writable':false,'open':true,
    'timeline':2,'flushed':'0/4FFF000','replayed':'0/4FFF000','lagBytes':4096,
    'replayLagBytes':4096,'streaming':true,'streamsFrom':'%3$s','leaseToken':null},
    {'node':'w','role':'witness','endpoint':null,'syncMember':false,'reportAgeMs':null,
    'reportFresh':false,'postgres':'unknown'}],'voters':[
    {'node':'w','witness':true,'leader':true,'contactAgeMs':100,'acceptedRevision':null,
    'slot':null},{'node':'a','witness':false,'leader':false,'contactAgeMs':0,
    'acceptedRevision':'%2$s','slot':{'token':'%6$s','free':false,'remainingMs':3500,
    'watchedToken':'%6$s','silentMs':500,'opinion':true,'ageMs':0}},
    {'node':'b','witness':false,'leader':false,'contactAgeMs':null,
    'acceptedRevision':null,'slot':null}],'problems':[]}\
    """
        .formatted(phase, revision, primary, phase.equals("paused"), named, token, other)
        .replace("\n", "")
        .replace('\'', '"');
  }
}
