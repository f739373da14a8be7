package dev.regent.config.settings;

/**
 * The files that hold the passwords of Regent's roles in PostgreSQL, one each and nothing else.
 *
 * <p>All data nodes need the same content, so no daemon ever makes one up.
 *
 * @param directory where files are that are named nowhere else
 * @param agentPasswordFile of the role {@code regent}
 * @param replicationPasswordFile of the role {@code regent_repl}
 * @param rewindPasswordFile of the role {@code regent_rewind}
 */
public record SecretFiles(
    String directory,
    String agentPasswordFile,
    String replicationPasswordFile,
    String rewindPasswordFile) {}
