/**
 * Files that travel to hosts which do not see them, told by their content. A receiver asks for
 * pieces and takes nothing that it did not ask for ({@link dev.thresher.transfer.Intake}); what has
 * come whole, and is what its digest says, is kept for the next one who needs it ({@link
 * dev.thresher.transfer.ContentCache}). Which way messages take, and who may have which file, is
 * nobody's business here. Imports {@code model} and {@code host}; imported by {@code backend} and
 * {@code runtime}.
 */
@NullMarked
package dev.thresher.transfer;

import org.jspecify.annotations.NullMarked;
