package dev.regent.simulation.search;

/**
 * How far the ledger is searched: three voters, of which a and w stand for leader.
 *
 * @param candidacies how often somebody stands, all together
 * @param commands how many commands an operator gives to leaders, all together
 * @param crashes how often a daemon dies and comes back with its journal, also while it stores
 * @param losses how often a voter comes back without its journal, as a learner (L6)
 * @param refusals whether refusals travel too; without them terms collide more often
 * @param mostStates where to give up
 */
public record LedgerBounds(
    int candidacies, int commands, int crashes, int losses, boolean refusals, long mostStates)
    implements Bounds {}
