// SPDX-License-Identifier: Apache-2.0
/**
 * Decides which releases of which packages go together: pure computation over candidates that a {@link
 * org.bioxen.curator.resolve.Universe} gives. The curator's transactions call it; start at {@link
 * org.bioxen.curator.resolve.Resolver}.
 */
package org.bioxen.curator.resolve;
