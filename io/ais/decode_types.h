#pragma once

#include "io/ais/message.h"

/// One function for each message type; `bits` reach at least to the required length that decode.cc
/// states. Layouts: ITU-R M.1371-5, annex 8; the message number stands beside each definition.
namespace pelorus::ais {

void DecodePositionReport(BitSpan bits, Message& out);
void DecodeBaseStation(BitSpan bits, Message& out);
void DecodeSarAircraft(BitSpan bits, Message& out);
void DecodeClassBPosition(BitSpan bits, Message& out);
void DecodeClassBExtended(BitSpan bits, Message& out);
void DecodeLongRange(BitSpan bits, Message& out);

void DecodeStaticVoyage(BitSpan bits, Message& out);
void DecodeAidToNavigation(BitSpan bits, Message& out);
void DecodeStaticParts(BitSpan bits, Message& out);

void DecodeAddressedBinary(BitSpan bits, Message& out);
void DecodeBroadcastBinary(BitSpan bits, Message& out);
void DecodeSlotBinary(BitSpan bits, Message& out);
void DecodeDgnss(BitSpan bits, Message& out);

void DecodeAcknowledge(BitSpan bits, Message& out);
void DecodeUtcInquiry(BitSpan bits, Message& out);
void DecodeAddressedText(BitSpan bits, Message& out);
void DecodeBroadcastText(BitSpan bits, Message& out);
void DecodeInterrogation(BitSpan bits, Message& out);
void DecodeAssignment(BitSpan bits, Message& out);
void DecodeLinkManagement(BitSpan bits, Message& out);
void DecodeChannelManagement(BitSpan bits, Message& out);
void DecodeGroupAssignment(BitSpan bits, Message& out);

}  // namespace pelorus::ais
