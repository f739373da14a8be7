/**
 * The vocabulary of Regent: values, events, messages. One word for one thing.
 *
 * <ul>
 *   <li><b>node</b>: one machine running the daemon; a <b>data node</b> runs PostgreSQL, a
 *       <b>witness</b> does not.
 *   <li><b>database</b>: one primary and its standbys under one name.
 *   <li><b>ledger</b>: the replicated record of every node's role; one replica per <b>voter</b>.
 *   <li><b>leader</b>: the replica that won its <b>term</b>; never the PostgreSQL primary.
 *   <li><b>revision</b>: (term, index), ordered; names one entry of the ledger.
 *   <li><b>token</b>: the revision of the grant that made a primary; the fencing token.
 *   <li><b>lease</b>: the right to be writable under a token, held at a majority of voters.
 *   <li><b>session</b>: one life of a guard and of what it protects.
 *   <li><b>suspect</b>: silent for longer than the suspect time; not the same as dead.
 *   <li><b>fence</b>: make unable to write, whatever it says; <b>cut</b>: stop a WAL receiver.
 *   <li><b>failover</b>: unplanned change of the primary; <b>switchover</b>: planned one.
 * </ul>
 *
 * <p>Everything here is a pure value. Nothing knows a clock, a disk, a socket or Akka.
 */
@NullMarked
package dev.regent.protocol;

import org.jspecify.annotations.NullMarked;
