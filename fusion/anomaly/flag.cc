#include "fusion/anomaly/flag.h"

namespace pelorus {
namespace {

/// Allocated digits, each before the ISO 3166-1 code of whom they belong to, in order.
constexpr std::string_view kAllocated =
    "201AL202AD203AT204PT205BE206BY207BG208VA209CY210CY211DE212CY213GE214MD215MT216AM"
    "218DE219DK220DK224ES225ES226FR227FR228FR229MT230FI231FO232GB233GB234GB235GB236GI"
    "237GR238HR239GR240GR241GR242MA243HU244NL245NL246NL247IT248MT249MT250IE251IS252LI"
    "253LU254MC255PT256MT257NO258NO259NO261PL262ME263PT264RO265SE266SE267SK268SM269CH"
    "270CZ271TR272UA273RU274MK275LV276EE277LT278SI279RS301AI303US304AG305AG306CW307AW"
    "308BS309BS310BM311BS312BZ314BB316CA319KY321CR323CU325DM327DO329GP330GD331GL332GT"
    "334HN336HT338US339JM341KN343LC345MX347MQ348MS350NI351PA352PA353PA354PA355PA356PA"
    "357PA358PR359SV361PM362TT364TC366US367US368US369US370PA371PA372PA373PA374PA375VC"
    "376VC377VC378VG379VI401AF403SA405BD408BH410BT412CN413CN414CN416TW417LK419IN422IR"
    "423AZ425IQ428IL431JP432JP434TM436KZ437UZ438JO440KR441KR443PS445KP447KW450LB451KG"
    "453MO455MV457MN459NP461OM463PK466QA468SY470AE471AE472TJ473YE475YE477HK478BA501TF"
    "503AU506MM508BN510FM511PW512NZ514KH515KH516CX518CK520FJ523CC525ID529KI531LA533MY"
    "536MP538MH540NC542NU544NR546PF548PH550TL553PG555PN557SB559AS561WS563SG564SG565SG"
    "566SG567TH570TO572TV574VN576VU577VU578WF601ZA603AO605DZ607TF608SH609BI610BJ611BW"
    "612CF613CM615CG616KM617CV618TF619CI620KM621DJ622EG624ET625ER626GA627GH629GM630GW"
    "631GQ632GN633BF634KE635TF636LR637LR638SS642LY644LS645MU647MG649ML650MZ654MR655MW"
    "656NE657NG659NA660RE661RW662SD663SN664SC665SH666SO667SL668ST669SZ670TD671TG672TN"
    "674TZ675UG676CD677TZ678ZM679ZW701AR710BR720BO725CL730CO735EC740FK745GF750GY755PY"
    "760PE765SR770UY775VE";
constexpr std::size_t kWidth = 5;
static_assert(kAllocated.size() % kWidth == 0);

int DigitsAt(std::size_t row) {
  const char* at = kAllocated.data() + row * kWidth;
  return (at[0] - '0') * 100 + (at[1] - '0') * 10 + (at[2] - '0');
}

std::string_view CountryOf(int mid) {
  std::size_t low = 0;
  std::size_t high = kAllocated.size() / kWidth;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (DigitsAt(middle) < mid) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low * kWidth >= kAllocated.size() || DigitsAt(low) != mid) return {};
  return kAllocated.substr(low * kWidth + 3, 2);
}

}  // namespace

MmsiKind KindOf(Mmsi mmsi) {
  const std::uint32_t n = mmsi.value();
  if (n >= 1'000'000'000) return MmsiKind::kNone;
  if (n >= 990'000'000) return MmsiKind::kAidToNavigation;
  if (n >= 980'000'000) return MmsiKind::kAssociatedCraft;
  if (n >= 970'000'000 && n < 980'000'000) return MmsiKind::kDistressDevice;
  if (n >= 800'000'000 && n < 900'000'000) return MmsiKind::kHandheld;
  if (n >= 200'000'000 && n < 800'000'000) return MmsiKind::kShip;
  if (n >= 111'000'000 && n < 112'000'000) return MmsiKind::kSearchAircraft;
  if (n >= 20'000'000 && n < 80'000'000) return MmsiKind::kGroup;
  if (n >= 2'000'000 && n < 8'000'000) return MmsiKind::kCoastStation;
  return MmsiKind::kNone;
}

std::string_view FlagOf(Mmsi mmsi) {
  const auto n = static_cast<int>(mmsi.value());
  switch (KindOf(mmsi)) {
    case MmsiKind::kShip:
      return CountryOf(n / 1'000'000);
    case MmsiKind::kSearchAircraft:
      return CountryOf(n / 1'000 % 1000);
    case MmsiKind::kHandheld:
    case MmsiKind::kGroup:
      return CountryOf(n / 100'000 % 1000);
    case MmsiKind::kAidToNavigation:
    case MmsiKind::kAssociatedCraft:
    case MmsiKind::kCoastStation:
      return CountryOf(n / 10'000 % 1000);
    case MmsiKind::kDistressDevice:
    case MmsiKind::kNone:
      return {};
  }
  return {};
}

bool IsFactoryNumber(Mmsi mmsi) {
  const std::uint32_t n = mmsi.value();
  const std::uint32_t own = n % 1'000'000;
  return KindOf(mmsi) == MmsiKind::kNone || own == 0 || own == 123'456 || n == 123'456'789 ||
         n % 111'111'111 == 0;
}

}  // namespace pelorus
