package dev.thresher.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --fault kill}. */
final class FaultOption implements ITypeConverter<FaultOption.Fault> {
  enum Fault {
    KILL
  }

  static final class Words implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return List.of("kill").iterator();
    }
  }

  @Override
  public Fault convert(String word) {
    if (!word.equals("kill")) {
      throw new TypeConversionException("'" + word + "' is no fault; there is kill");
    }
    return Fault.KILL;
  }
}
