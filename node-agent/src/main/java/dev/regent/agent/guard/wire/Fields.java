package dev.regent.agent.guard.wire;

import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The fields that frames are made of. */
final class Fields {
  private Fields() {}

  static void putText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[length(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void putTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      putText(out, text);
    }
  }

  static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = length(in); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  static void putRevision(DataOutputStream out, Revision revision) throws IOException {
    out.writeLong(revision.term().number());
    out.writeLong(revision.index());
  }

  static Revision revision(DataInputStream in) throws IOException {
    return new Revision(new Term(in.readLong()), in.readLong());
  }

  static void putToken(DataOutputStream out, Token token) throws IOException {
    putRevision(out, token.revision());
  }

  static Token token(DataInputStream in) throws IOException {
    return new Token(revision(in));
  }

  // No field is longer than the frame that holds it.
  static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a field of " + length + " bytes in a frame that has fewer");
    }
    return length;
  }
}
