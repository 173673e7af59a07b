// gSOAP's server with a static answer, for `gsoap ANSWER-FILE`, a SOAP message that is read once.
// It listens on a free port of loopback, prints the port, and has a thread for each connection.
#include <fstream>
#include <iostream>
#include <thread>
#include "BasicHttpBinding_USCORELearnerPortType.nsmap"
#include "soapH.h"

static ns1__FindLearnerResp answer;

int __tempuri__learnerByULN(struct soap *, ns1__LearnerByULNRqst *, ns1__FindLearnerResp &response) {
  response = answer;
  return SOAP_OK;
}

int __tempuri__learnerByDemographics(struct soap *, ns1__LearnerByDemographicsRqst *, ns1__FindLearnerResp &response) {
  response = answer;
  return SOAP_OK;
}

#define NOT_SERVED(operation, request, response) \
  int __tempuri__##operation(struct soap *, request *, response &) { return SOAP_NO_METHOD; }

NOT_SERVED(registerSingleLearner, ns4__RegisterSingleLearnerRqst, ns4__RegisterSingleLearnerResp)
NOT_SERVED(updateSingleLearner, ns4__UpdateLearnerRqst, ns4__UpdateLearnerResp)
NOT_SERVED(submitBatchRegistration, ns5__BatchRegistrationRqst, ns5__BatchRegistrationResp)
NOT_SERVED(getBatchRegistrationOutput, ns5__BatchOutputRqst, ns5__BatchOutputResp)
NOT_SERVED(submitVerifyBatch, ns6__VerifyBatchRqst, ns6__VerifyBatchResp)
NOT_SERVED(getVerifyBatchOutput, ns6__VerifyBatchOutputRqst, ns6__VerifyBatchOutputResp)
NOT_SERVED(retrieveULNs, ns7__RetrieveULNsRqst, ns7__RetrieveULNsResp)
NOT_SERVED(verifyLearner, ns7__VerifyLearnerRqst, ns7__VerifyLearnerResp)

static bool readAnswer(struct soap *soap, const char *file) {
  static std::ifstream message(file);
  soap->is = &message;
  return message && !soap_begin_recv(soap) && !soap_envelope_begin_in(soap) && !soap_recv_header(soap) &&
         !soap_body_begin_in(soap) &&
         soap_in_ns1__FindLearnerResp(soap, "ns1:FindLearnerResponse", &answer, nullptr) != nullptr;
}

int main(int count, char **arguments) {
  struct soap *reader = soap_new();
  if (count < 2 || !readAnswer(reader, arguments[1])) {
    if (reader->error) soap_print_fault(reader, stderr);
    return 1;
  }
  struct soap *server = soap_new1(SOAP_IO_KEEPALIVE);
  server->max_keep_alive = 1 << 30;
  server->tcp_keep_alive = 1;
  const SOAP_SOCKET listening = soap_bind(server, "127.0.0.1", 0, 128);
  if (!soap_valid_socket(listening)) {
    soap_print_fault(server, stderr);
    return 1;
  }
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  getsockname(listening, reinterpret_cast<struct sockaddr *>(&address), &length);
  std::cout << ntohs(address.sin_port) << std::endl;
  while (soap_valid_socket(soap_accept(server))) {
    struct soap *connection = soap_copy(server);
    std::thread([connection] {
      soap_serve(connection);
      soap_destroy(connection);
      soap_end(connection);
      soap_free(connection);
    }).detach();
  }
}
