/** Verdicts of the server for clients of OPC UA, as OPC 40100-1 (Machine Vision) arranges them. */
@NullMarked
package io.blemish.opcua;

import org.jspecify.annotations.NullMarked;
